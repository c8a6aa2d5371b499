import { redirect } from "next/navigation";
import { PlainShell } from "@/components/shell/plain-shell";
import { ButtonLink } from "@/components/ui/button";
import { currentUser, homePath } from "@/lib/auth/guards";
import { environment, isSimulated } from "@/lib/config/environment";
import { Landing } from "./landing";

export default async function HomePage() {
  const user = await currentUser();
  const home = user ? homePath(user) : "/";
  if (home !== "/") redirect(home);
  return (
    <PlainShell
      simulated={isSimulated(environment())}
      actions={
        user ? (
          <ButtonLink href="/sign-out">Sign out</ButtonLink>
        ) : (
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        )
      }
    >
      <Landing email={user?.email} />
    </PlainShell>
  );
}
