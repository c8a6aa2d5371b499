import type { Database } from "@/db/client";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import type { Day, Period } from "@/lib/domain/period";
import { unpaidParts } from "@/lib/domain/unpaid";
import { type DeveloperSkip, findDeveloperSkips } from "./developer-skips";
import { findVerdicts, type Verdict } from "./payable";
import { findLatestClosed } from "./periods";

type Sql = Pick<Database, "sql">;

/** More than the longest holding days reach back. */
const MONTHS_MAX = 8;

/** What would be paid or not, and the month through whose end it was earned. */
export type Unpaid = Verdict & { readonly through: Period };

/**
 * A developer's unpaid money of closed months as it is today, through the newest or a given one: a
 * part for each currency, and of what waits for its holding days one for each day, the earliest
 * first.
 */
export async function findUnpaid(
  db: Sql,
  {
    developerId,
    through,
  }: { readonly developerId: DeveloperId; readonly through?: Period | undefined },
  today: Day,
): Promise<readonly Unpaid[]> {
  const judged: (readonly Unpaid[])[] = [];
  for (const period of await findLatestClosed(db, { through, limit: MONTHS_MAX })) {
    const verdicts = await findVerdicts(db, { period, developerId }, today);
    judged.push(verdicts.map((verdict) => ({ ...verdict, through: period })));
    if (!verdicts.some(({ reason }) => reason === "holding_days")) break;
  }
  const [newest = []] = judged;
  return newest.flatMap(({ amount: { currency } }) => {
    const balances = judged.map((verdicts) => verdicts.find(isIn(currency)));
    const end = balances.indexOf(undefined);
    const unbroken = end < 0 ? balances : balances.slice(0, end);
    return unpaidParts(unbroken.flatMap((balance) => balance ?? []));
  });
}

export type MonthUnpaid = {
  /** What runs said of the month, each with what is true of the same money today. */
  readonly skips: readonly (DeveloperSkip & { readonly now: Verdict | undefined })[];
  /** What is unpaid in a currency of which no run has said anything. */
  readonly others: readonly Unpaid[];
};

/** What is unpaid through the end of a closed month, and why, then and now. */
export async function findMonthUnpaid(
  db: Sql,
  { developerId, period }: { readonly developerId: DeveloperId; readonly period: Period },
  today: Day,
): Promise<MonthUnpaid> {
  const [recorded, unpaid] = await Promise.all([
    findDeveloperSkips(db, developerId, { period }),
    findUnpaid(db, { developerId, through: period }, today),
  ]);
  const verdicts = new Map<PluginId | undefined, readonly Verdict[]>();
  for (const { pluginId } of recorded) {
    if (verdicts.has(pluginId)) continue;
    verdicts.set(pluginId, await findVerdicts(db, { period, developerId, pluginId }, today));
  }
  const said = recorded.filter(({ pluginId }) => pluginId === undefined);
  return {
    skips: recorded.map((skip) => ({
      ...skip,
      now: verdicts.get(skip.pluginId)?.find(isIn(skip.amount.currency)),
    })),
    others: unpaid.filter(({ amount }) => !said.some(isIn(amount.currency))),
  };
}

function isIn(currency: Verdict["amount"]["currency"]) {
  return ({ amount }: Pick<Verdict, "amount">) => amount.currency === currency;
}
