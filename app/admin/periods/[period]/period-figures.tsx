import { Amount } from "@/components/ui/amount";
import { Figure, Figures } from "@/components/ui/card";
import type { PeriodOverview, PeriodTotals } from "@/db/queries/periods";

const FIGURES = [
  { of: "earned", label: "Earned by developers", detail: "Their shares of the month’s events" },
  { of: "takenBack", label: "Taken back", detail: "Paid before, came back now, owed again" },
  { of: "unsettled", label: "Not in a payout", detail: "Waits for a run, or was skipped" },
  { of: "onItsWay", label: "On its way", detail: "Prepared, approved, being sent or failed" },
  { of: "paid", label: "Paid", detail: "Confirmed by Stripe" },
] as const satisfies readonly {
  readonly of: Exclude<keyof PeriodTotals, "currency">;
  readonly label: string;
  readonly detail: string;
}[];

/**
 * Where the month's money is. What was earned, and what was taken back of earlier payouts, is the
 * sum of the other three.
 */
export function PeriodFigures({ overview }: { readonly overview: PeriodOverview }) {
  if (overview.totals.length === 0) return null;
  return (
    <Figures className="mb-6">
      {FIGURES.filter(
        ({ of }) => of !== "takenBack" || overview.totals.some(({ takenBack }) => takenBack > 0n),
      ).map(({ of, label, detail }) => (
        <Figure
          key={of}
          label={label}
          detail={detail}
          value={overview.totals.map((totals) => (
            <Amount
              key={totals.currency}
              minor={totals[of]}
              currency={totals.currency}
              className="block"
            />
          ))}
        />
      ))}
    </Figures>
  );
}
