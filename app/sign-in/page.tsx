import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PlainShell } from "@/components/shell/plain-shell";
import { Alert } from "@/components/ui/alert";
import { isDemo } from "@/lib/auth/demo";
import { currentUser, homePath } from "@/lib/auth/guards";
import { ownPath } from "@/lib/auth/own-url";
import { configuredProviders } from "@/lib/auth/providers";
import { environment, isSimulated } from "@/lib/config/environment";
import { DemoPeople } from "./demo-people";
import { signInError } from "./sign-in-errors";
import { WaysToSignIn } from "./ways-to-sign-in";

export const metadata: Metadata = { title: "Sign in" };

type Props = {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[]>>>;
};

export default async function SignInPage({ searchParams }: Props) {
  const env = environment();
  const params = await searchParams;
  const asked = ownPath(params.callbackUrl, env.APP_URL);
  const callbackUrl = asked === undefined || asked.startsWith("/sign-in") ? "" : asked;
  const error = typeof params.error === "string" ? signInError(params.error) : undefined;
  const user = await currentUser();
  if (user && !error && homePath(user) !== "/") redirect(callbackUrl || homePath(user));

  const providers = configuredProviders(env);
  const demo = isDemo(env);
  return (
    <PlainShell simulated={isSimulated(env)}>
      <div className={demo ? "mx-auto max-w-3xl" : "mx-auto max-w-sm sm:pt-10"}>
        <h1 className="text-2xl font-semibold tracking-tight">Sign in to Remit</h1>
        <p className="mt-1 text-base text-muted">
          {demo
            ? "This is a demo marketplace: choose whose desk you want to sit at."
            : "See what your plugins earned, what you are owed and when it is paid."}
        </p>
        <div className="mt-6 space-y-6">
          {error ? (
            <Alert tone="problem" role="alert" title={error.title}>
              {error.remedy}
            </Alert>
          ) : null}
          {user && homePath(user) === "/" ? <NothingHere email={user.email} /> : null}
          {providers.length > 0 || !demo ? (
            <WaysToSignIn providers={providers} callbackUrl={callbackUrl} />
          ) : null}
          {demo ? <DemoPeople callbackUrl={callbackUrl} /> : null}
        </div>
      </div>
    </PlainShell>
  );
}

function NothingHere({ email }: { readonly email: string }) {
  return (
    <Alert
      tone="attention"
      title={`You are signed in as ${email}, but no developer belongs to you`}
    >
      Ask the marketplace which address it knows you by, or sign in with another one.
    </Alert>
  );
}
