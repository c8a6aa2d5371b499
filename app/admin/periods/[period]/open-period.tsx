import { deps } from "@/app/deps";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findVerdicts } from "@/db/queries/payable";
import { findPayoutRule } from "@/db/queries/payout-rules";
import { findOpenPeriodBefore, type PeriodOverview } from "@/db/queries/periods";
import { payableFrom } from "@/lib/domain/payout-rule";
import { dayOf, firstDay, nextPeriod } from "@/lib/domain/period";
import { dayName, periodName } from "@/lib/domain/words/period-words";
import { sumWords } from "@/lib/domain/words/sum-words";
import { closePeriod } from "./actions";
import { RuleNotice } from "./rule-notice";
import { Verdicts } from "./verdicts";

type Props = { readonly overview: PeriodOverview };

/** A month whose figures may still move: when it can be closed, and what a payout would be. */
export async function OpenPeriod({ overview }: Props) {
  const { db, now, zone } = deps();
  const { period } = overview;
  const rule = await findPayoutRule(db, period);
  const today = dayOf(now(), zone);
  const payday = payableFrom(period, rule);
  const waits = rule.holdingDays > 0 && today < payday;
  const [earlier, verdicts] = await Promise.all([
    findOpenPeriodBefore(db, period),
    findVerdicts(db, { period }, waits ? payday : today),
  ]);
  return (
    <div className="space-y-6">
      {overview.state === "open" ? (
        <Alert tone="waiting" title={`${periodName(period)} is still running`}>
          It can be closed from {dayName(firstDay(nextPeriod(period)))} on ({zone}). Until then
          sales and refunds are added to it.
        </Alert>
      ) : earlier ? (
        <Alert
          tone="attention"
          title={`${periodName(earlier)} has to be closed first`}
          actions={
            <ButtonLink href={`/admin/periods/${earlier}`} size="small">
              Go to {periodName(earlier)}
            </ButtonLink>
          }
        >
          Months are closed in order, so that every late event has one month to go to.
        </Alert>
      ) : (
        <CloseCard overview={overview} />
      )}
      <RuleNotice period={period} rule={rule} today={today} />
      <Verdicts
        verdicts={verdicts}
        title={
          waits
            ? `If it were paid out as it is now, on ${dayName(payday)}`
            : "If it were paid out now"
        }
      />
    </div>
  );
}

function CloseCard({ overview }: { readonly overview: PeriodOverview }) {
  const name = periodName(overview.period);
  const earned = overview.totals.map(({ earned: minor, currency }) => ({ minor, currency }));
  const label = `Close ${name}`;
  return (
    <Card
      title={`${name} has ended`}
      description="Closing makes its figures final. Payouts are prepared, shown and approved after that."
      actions={
        <ConfirmAction
          action={closePeriod}
          fields={{ period: overview.period }}
          trigger={<Button variant="primary">{label}</Button>}
          title={`Close ${name}?`}
          description="No money moves by closing."
          facts={[
            { label: "Month", value: name },
            { label: "Earned by developers", value: sumWords(earned) || "Nothing" },
            {
              label: "Later events of the month count in",
              value: periodName(nextPeriod(overview.period)),
            },
          ]}
          warning="A closed month cannot be opened again."
          confirmLabel={label}
          pendingLabel="Closing…"
        />
      }
    />
  );
}
