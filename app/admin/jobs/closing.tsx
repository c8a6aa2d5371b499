import { ActionForm } from "@/components/forms/action-form";
import { FormSelect, FormText } from "@/components/forms/form-fields";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DecidedSchedule } from "@/db/queries/jobs";
import type { CloseSchedule } from "@/lib/domain/closing";
import { actorWords } from "@/lib/domain/words/actor-words";
import { scheduleWords } from "@/lib/domain/words/job-words";
import { scheduleClosing, unscheduleClosing } from "./actions";

type Props = { readonly decided: DecidedSchedule | undefined; readonly zone: string };

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When months are closed and prepared by themselves. */
export function Closing({ decided, zone }: Props) {
  const schedule = decided?.schedule;
  return (
    <Section
      title="Close and prepare by the clock"
      sentence="On its day, the month before is closed for good. Its payouts are prepared then, or on the day its holding days have passed, at the same hour. Dates before you switch it on are left alone."
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title={schedule ? "Switched on" : "Switched off"}>
          <p className="text-sm">
            {schedule
              ? `${scheduleWords(schedule)}. Hours are those of ${zone}.`
              : "Months are closed and prepared by hand."}
          </p>
          {decided ? (
            <p className="mt-1 text-sm text-muted">
              Decided by {actorWords(decided.by)} on <Instant at={decided.at.toISOString()} />.
            </p>
          ) : null}
          {schedule ? (
            <ActionForm action={unscheduleClosing} className="mt-4 space-y-3" label="Switch off">
              <SubmitButton variant="secondary" pendingLabel="Switching off…">
                Switch off
              </SubmitButton>
            </ActionForm>
          ) : null}
        </Card>
        <Card title={schedule ? "Change it" : "Switch it on"}>
          <ClosingForm schedule={schedule} zone={zone} />
        </Card>
      </div>
    </Section>
  );
}

function ClosingForm({
  schedule,
  zone,
}: {
  readonly schedule: CloseSchedule | undefined;
  readonly zone: string;
}) {
  return (
    <ActionForm action={scheduleClosing} className="space-y-4" label="When months are closed">
      <FormText
        name="day"
        label="Day of the month"
        hint="1 to 28. Holding days may go on after it."
        inputMode="numeric"
        autoComplete="off"
        defaultValue={schedule?.day ?? 3}
        maxLength={2}
      />
      <FormSelect name="hour" label={`Hour, in ${zone}`} defaultValue={String(schedule?.hour ?? 9)}>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {String(hour).padStart(2, "0")}:00
          </option>
        ))}
      </FormSelect>
      <FormSelect
        name="approves"
        label="Approval"
        hint="By itself, a run is approved up to the threshold of its currency (any amount where there is none), and only while every rule of the books holds."
        defaultValue={schedule?.approves ? "yes" : "no"}
      >
        <option value="no">Somebody approves each run</option>
        <option value="yes">Approve by itself, up to the threshold</option>
      </FormSelect>
      <SubmitButton variant="secondary" pendingLabel="Saving…">
        {schedule ? "Change" : "Switch on"}
      </SubmitButton>
    </ActionForm>
  );
}
