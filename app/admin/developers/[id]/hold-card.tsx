import { ActionForm } from "@/components/forms/action-form";
import { FormTextArea } from "@/components/forms/form-fields";
import { Actor } from "@/components/ui/actor";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { Instant } from "@/components/ui/instant";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ListedDeveloper } from "@/db/queries/admin-developers";
import { seenReason } from "@/lib/use-cases/lift-hold";
import { liftHold, placeHold } from "./actions";

/** Stops a developer's payouts, or lets them go on. */
export function HoldCard({ developer }: { readonly developer: ListedDeveloper }) {
  const { hold } = developer;
  if (hold) {
    return (
      <Card title="Payouts are on hold" description="Earnings go on counting; runs skip them.">
        <Facts
          facts={[
            { label: "Reason", value: hold.reason },
            { label: "By", value: <Actor name={hold.by} /> },
            { label: "Since", value: <Instant at={hold.at.toISOString()} /> },
          ]}
        />
        <ActionForm action={liftHold} className="mt-4 space-y-3" label="Lift the hold">
          <input type="hidden" name="developerId" value={developer.id} />
          <input type="hidden" name="seen" value={seenReason(hold.reason)} />
          <SubmitButton pendingLabel="Lifting…">Lift the hold</SubmitButton>
        </ActionForm>
      </Card>
    );
  }
  return (
    <Card title="Hold payouts" description="Runs skip this developer until the hold is lifted.">
      <ActionForm action={placeHold} className="space-y-3" label="Hold payouts">
        <input type="hidden" name="developerId" value={developer.id} />
        <FormTextArea
          name="reason"
          label="Reason"
          hint="For the audit log and whoever looks next. The developer sees that there is a hold, not why."
          maxLength={500}
          required
        />
        <SubmitButton variant="secondary" pendingLabel="Placing the hold…">
          Hold payouts
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
