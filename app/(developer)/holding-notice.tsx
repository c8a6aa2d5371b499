import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { findVerdicts } from "@/db/queries/payable";
import type { DeveloperId } from "@/lib/domain/ids";
import { dayOf, periodOf, previousPeriod } from "@/lib/domain/period";
import { dayName, periodName } from "@/lib/domain/words/period-words";
import { sumWords } from "@/lib/domain/words/sum-words";

/** From when on the last month can be paid, as long as only its holding days stand before it. */
export async function HoldingNotice({ developerId }: { readonly developerId: DeveloperId }) {
  const { db, now, zone } = deps();
  const period = previousPeriod(periodOf(now(), zone));
  const verdicts = await findVerdicts(db, { period, developerId }, dayOf(now(), zone));
  const held = verdicts.filter(({ reason }) => reason === "holding_days");
  const [payday] = held.flatMap(({ payableFrom }) => payableFrom ?? []);
  if (!payday) return null;
  return (
    <Alert
      tone="waiting"
      className="mb-6"
      title={`${sumWords(held.map(({ amount }) => amount))} can be paid from ${dayName(payday)} on. Nothing to do.`}
    >
      The marketplace holds what {periodName(period)} earned for some days after its end, so that
      refunds can still come in. It stays yours and is paid with the first run after that.
    </Alert>
  );
}
