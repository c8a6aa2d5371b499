import Link from "next/link";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { DeveloperId } from "@/lib/domain/ids";
import type { PayoutSchedule } from "@/lib/domain/schedule";
import { setSchedule } from "./schedule-action";

const WORDS = {
  monthly: {
    now: "With the month’s run: once the month is closed, everything unpaid in one payout.",
    act: "Pay month by month",
    question: "Pay their sales month by month?",
    consequence:
      "From the next sale on, money waits for the month’s run. What is on its way goes on.",
  },
  instant: {
    now: "At once: each sale by itself, as soon as it is recorded.",
    act: "Pay sale by sale",
    question: "Pay their sales one by one?",
    consequence:
      "From the next sale on, each is paid by itself. Above the approval threshold it waits for an admin. Money that is refunded later is made up for by the sales after it, or has to be taken back.",
  },
} as const;

/** When this developer's sales are paid, and changing it. */
export function ScheduleCard({
  developerId,
  name,
  schedule,
}: {
  readonly developerId: DeveloperId;
  readonly name: string;
  readonly schedule: PayoutSchedule;
}) {
  const other = schedule === "monthly" ? "instant" : "monthly";
  return (
    <Card title="When they are paid" description={WORDS[schedule].now}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ConfirmAction
          action={setSchedule}
          fields={{ developerId, schedule: other }}
          trigger={<Button>{WORDS[other].act}</Button>}
          title={WORDS[other].question}
          facts={[{ label: "Developer", value: <bdi>{name}</bdi> }]}
          warning={WORDS[other].consequence}
          confirmLabel={WORDS[other].act}
          pendingLabel="Changing…"
        />
        {schedule === "instant" ? (
          <Link href="/admin/payouts" className="text-sm text-accent hover:underline">
            Sales paid at once
          </Link>
        ) : null}
      </div>
    </Card>
  );
}
