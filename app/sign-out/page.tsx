import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/forms/action-form";
import { PlainShell } from "@/components/shell/plain-shell";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { currentUser, homePath } from "@/lib/auth/guards";
import { environment, isSimulated } from "@/lib/config/environment";
import { leave } from "../sign-in/actions";

export const metadata: Metadata = { title: "Sign out" };

/** A page with a button, because following a link must never change anything. */
export default async function SignOutPage() {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <div className="mx-auto max-w-sm sm:pt-10">
        <h1 className="text-2xl font-semibold tracking-tight">Sign out of Remit?</h1>
        <p className="mt-1 mb-6 text-base text-muted wrap-anywhere">
          You are signed in as {user.email}.
        </p>
        <ActionForm action={leave} className="flex flex-wrap gap-2">
          <SubmitButton pendingLabel="Signing out…">Sign out</SubmitButton>
          <ButtonLink href={homePath(user)}>Stay signed in</ButtonLink>
        </ActionForm>
      </div>
    </PlainShell>
  );
}
