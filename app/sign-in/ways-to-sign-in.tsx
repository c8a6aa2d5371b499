import { ActionForm } from "@/components/forms/action-form";
import { FormText } from "@/components/forms/form-fields";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ProviderName } from "@/lib/auth/providers";
import { sendLink, signInWith } from "./actions";

/** A button for each provider that is set up, and the e-mail form. */
export function WaysToSignIn({
  providers,
  callbackUrl,
}: {
  readonly providers: readonly ProviderName[];
  readonly callbackUrl: string;
}) {
  const redirecting = providers.filter(({ id }) => id !== "email");
  const hasEmail = redirecting.length < providers.length;
  if (providers.length === 0) return <NothingSetUp />;
  return (
    <Card>
      <div className="space-y-5">
        {redirecting.map(({ id, name }) => (
          <ActionForm key={id} action={signInWith} className="space-y-3">
            <input type="hidden" name="provider" value={id} />
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <SubmitButton
              variant={id === redirecting[0]?.id ? "primary" : "secondary"}
              size="large"
              className="w-full"
              pendingLabel={`Going to ${name}…`}
            >
              Continue with {name}
            </SubmitButton>
          </ActionForm>
        ))}
        {hasEmail ? (
          <ActionForm action={sendLink} className="space-y-3">
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <FormText
              name="email"
              label="E-mail address"
              hint="You get a link that signs you in, without a password."
              type="email"
              autoComplete="email"
              maxLength={254}
              required
            />
            <SubmitButton
              variant={redirecting.length === 0 ? "primary" : "secondary"}
              size="large"
              className="w-full"
              pendingLabel="Sending the link…"
            >
              Send me a link
            </SubmitButton>
          </ActionForm>
        ) : null}
      </div>
    </Card>
  );
}

function NothingSetUp() {
  return (
    <Alert tone="attention" title="No way to sign in is set up yet">
      Whoever runs this server sets GITHUB_ID and GITHUB_SECRET for GitHub, or OIDC_ISSUER,
      OIDC_CLIENT_ID and OIDC_CLIENT_SECRET for an identity provider, or SMTP_URL for links by
      e-mail, and starts it again.
    </Alert>
  );
}
