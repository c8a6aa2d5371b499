import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { PlainShell } from "@/components/shell/plain-shell";
import { EmptyState } from "@/components/ui/empty-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireUser } from "@/lib/auth/guards";
import { environment, isSimulated } from "@/lib/config/environment";
import { chooseDeveloper } from "./actions";

export const metadata: Metadata = { title: "Choose a developer" };

export default async function ChooseDeveloperPage() {
  const { memberships } = await requireUser();
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <div className="mx-auto max-w-md sm:pt-10">
        <h1 className="text-2xl font-semibold tracking-tight">Whose earnings?</h1>
        <p className="mt-1 mb-6 text-base text-muted">You belong to these developers.</p>
        {memberships.length === 0 ? (
          <EmptyState title="No developer belongs to you">
            Ask the marketplace which address it knows you by.
          </EmptyState>
        ) : (
          <ul className="space-y-3">
            {memberships.map(({ developerId, developerName }) => (
              <li key={developerId}>
                <ActionForm action={chooseDeveloper} answerAt="bottom">
                  <input type="hidden" name="developerId" value={developerId} />
                  <SubmitButton
                    variant="secondary"
                    size="large"
                    className="w-full justify-start text-start"
                    pendingLabel="Opening…"
                  >
                    <bdi className="wrap-anywhere">{developerName}</bdi>
                  </SubmitButton>
                </ActionForm>
              </li>
            ))}
          </ul>
        )}
      </div>
    </PlainShell>
  );
}
