import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { PlainShell } from "@/components/shell/plain-shell";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { environment, isSimulated } from "@/lib/config/environment";
import { confirmLink } from "../actions";

export const metadata: Metadata = { title: "Confirm the sign-in", referrer: "no-referrer" };

type Props = {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[]>>>;
};

/** Where an e-mail link leads. Opening it does nothing: mail scanners open every link they see. */
export default async function ConfirmPage({ searchParams }: Props) {
  const params = await searchParams;
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : "");
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <div className="mx-auto max-w-sm sm:pt-10">
        <h1 className="text-2xl font-semibold tracking-tight">Sign in to Remit</h1>
        <p className="mt-1 mb-6 text-base text-muted">One more click and you are in.</p>
        <Card>
          <ActionForm action={confirmLink} className="space-y-4">
            <input type="hidden" name="token" value={text("token")} />
            <input type="hidden" name="email" value={text("email")} />
            <input type="hidden" name="callbackUrl" value={text("callbackUrl")} />
            <p className="text-sm wrap-anywhere">
              You sign in as <strong>{text("email") || "nobody: the link is incomplete"}</strong>.
            </p>
            <SubmitButton size="large" className="w-full" pendingLabel="Signing in…">
              Sign in
            </SubmitButton>
          </ActionForm>
        </Card>
      </div>
    </PlainShell>
  );
}
