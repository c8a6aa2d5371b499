import { findLeftObjects } from "@/db/queries/charge-problems";
import { findRecordedEvents, findSales } from "@/db/queries/recorded-events";
import { type ChargeProblem, saveChargeProblems } from "@/db/writes/charge-problems";
import {
  type ChargeEvent,
  eventsOfCharge,
  inOtherCurrency,
  isRefunded,
  pluginTagOf,
  type ToldOfCharge,
} from "@/lib/domain/charge";
import { parseCurrency } from "@/lib/domain/currency";
import type { Sale } from "@/lib/domain/event";
import { formatMoney, money } from "@/lib/domain/money";
import { STRIPE_SOURCE } from "@/lib/domain/source";
import type { Deps } from "./deps";
import { insistOnOurAccount } from "./is-our-account";
import { type ParsedReport, parseReport } from "./parse-report";
import { type EventResult, recordEvents } from "./record-events";

export type RecordedCharge =
  | { readonly kind: "not_ours" | "not_paid" }
  | { readonly kind: "recorded"; readonly isNew: boolean }
  | { readonly kind: "needs_person"; readonly codes: readonly string[] };

export type ChargeDeps = Pick<
  Deps,
  "db" | "now" | "zone" | "newId" | "charges" | "transfers" | "onStep"
>;

/**
 * Records what a charge at Stripe says: the sale, and all that was taken back of it so far.
 *
 * Everything is read at Stripe, whatever the reason to look was, and the sale goes first. So it
 * does not matter which webhook came first, twice or never. What cannot be recorded is kept as a
 * problem with its reason; what can is not held up by it. What a person left is not recorded, even
 * if it could be by now: they may have made up for it by hand. `wanted` is what one of them asks for
 * after all.
 */
export async function recordCharge(
  deps: ChargeDeps,
  chargeId: string,
  wanted?: string,
): Promise<RecordedCharge> {
  const charge = await deps.charges.fetchCharge(chargeId);
  if (!charge) {
    await insistOnOurAccount(deps);
    return { kind: "not_ours" };
  }
  const sale = (await findSales(deps.db, STRIPE_SOURCE, [charge.id])).get(charge.id);
  const tag = pluginTagOf(charge);
  if (!sale && (tag === undefined || !charge.isPaid)) {
    await saveChargeProblems(deps.db, { chargeId, at: deps.now(), problems: [] });
    return { kind: tag === undefined ? "not_ours" : "not_paid" };
  }
  const [refunds, disputes] = await Promise.all([
    deps.charges.findRefunds(charge.id),
    deps.charges.findDisputes(charge.id),
  ]);
  await deps.onStep?.("charge.read");
  const told = { charge, refunds, disputes };
  const left = await findLeft(deps, charge.id, wanted);
  const { results, problems } = sale
    ? await recordTakenBack(deps, { ...told, left }, sale)
    : await recordAll(deps, { ...told, left });
  await deps.onStep?.("charge.recorded");
  const failed = await failedAfterwards(deps, told);
  const all = [...problems, ...movedInOtherCurrency(told), ...failed];
  await saveChargeProblems(deps.db, { chargeId, at: deps.now(), problems: all, wanted });
  if (all.length > 0) return { kind: "needs_person", codes: all.map(({ code }) => code) };
  return { kind: "recorded", isNew: results.some(({ status }) => status === "recorded") };
}

/**
 * What a person left. Who asks for the sale after all asks for what was left only because the sale
 * was, too.
 */
async function findLeft(
  { db }: Pick<Deps, "db">,
  chargeId: string,
  wanted: string | undefined,
): Promise<ReadonlySet<string>> {
  const left = [...(await findLeftObjects(db, chargeId))];
  const isWanted = (id: string, code: string) =>
    id === wanted || (wanted === chargeId && code === SALE_LEFT);
  return new Set(left.filter(([id, code]) => !isWanted(id, code)).map(([id]) => id));
}

/** A charge as Stripe tells it, and what of it is not to be recorded. */
type Recordable = ToldOfCharge & { readonly left: ReadonlySet<string> };

/** Of what is taken back of a sale that a person left. */
const SALE_LEFT = "sale_left";

type Outcome = {
  readonly results: readonly EventResult[];
  readonly problems: readonly ChargeProblem[];
};

/** A charge seen for the first time. Without its sale, nothing can be taken back of it. */
async function recordAll(deps: ChargeDeps, told: Recordable): Promise<Outcome> {
  const { charge, refunds, disputes, left } = told;
  const events = eventsOfCharge(charge, refunds, disputes);
  const isLeft = left.has(charge.id);
  const wanted = isLeft ? events.slice(0, 1) : events;
  const outcome = await record(deps, told, pluginTagOf(charge) ?? "", wanted);
  const sale = outcome.problems.find(({ objectId }) => objectId === charge.id);
  const problems = sale ? [sale] : outcome.problems;
  return { ...outcome, problems: isLeft ? [...problems, ...takenBackOfLeft(told)] : problems };
}

/** Who left the sale may have recorded it by hand, so only a person knows what this is about. */
function takenBackOfLeft({ charge, refunds, disputes }: ToldOfCharge): readonly ChargeProblem[] {
  const [, ...corrections] = eventsOfCharge(charge, refunds, disputes);
  return corrections.map(({ externalId, amount, occurredAt }) => ({
    ...{ objectId: externalId, pluginTag: pluginTagOf(charge), happenedAt: occurredAt },
    ...{ code: SALE_LEFT, message: `${amountWords(amount, charge)} of the charge.` },
  }));
}

/**
 * The sale stays as it was first told. What is taken back of it counts whatever became of the
 * tags; but tags that name another plugin now are for a person to look at.
 */
async function recordTakenBack(deps: ChargeDeps, told: Recordable, sale: Sale): Promise<Outcome> {
  const { charge, refunds, disputes } = told;
  const [first, ...corrections] = eventsOfCharge(charge, refunds, disputes);
  const outcome = await record(deps, told, sale.pluginId, corrections);
  const tag = pluginTagOf(charge);
  if (tag === sale.pluginId && first?.kind === sale.kind) return outcome;
  const changed: ChargeProblem = {
    ...{ objectId: charge.id, pluginTag: tag, happenedAt: charge.createdAt, code: "tags_changed" },
    message: `It was recorded as ${sale.kind} of ${sale.pluginId}.`,
  };
  return { ...outcome, problems: [changed, ...outcome.problems] };
}

async function record(
  deps: ChargeDeps,
  { charge, left }: Pick<Recordable, "charge" | "left">,
  pluginId: string,
  events: readonly ChargeEvent[],
): Promise<Outcome> {
  const problems: ChargeProblem[] = [];
  const reports: ParsedReport[] = [];
  const note = (objectId: string, { code, message }: Pick<ChargeProblem, "code" | "message">) => {
    const happenedAt = events.find(({ externalId }) => externalId === objectId)?.occurredAt;
    problems.push({
      ...{ objectId, code, message, happenedAt: happenedAt ?? charge.createdAt },
      pluginTag: pluginTagOf(charge),
    });
  };
  for (const event of events) {
    const parsed = parseReport({
      ...{ externalId: event.externalId, kind: event.kind, pluginId, currency: charge.currency },
      ...{ amountMinor: event.amount, occurredAt: event.occurredAt.toISOString() },
      ...{ buyerRef: event.buyerRef, correctsId: event.correctsId },
    });
    if (!parsed.ok) note(event.externalId, parsed.problem);
    else if (!left.has(event.externalId)) reports.push(parsed.value);
  }
  const results = await recordEvents(deps, STRIPE_SOURCE, reports);
  for (const result of results) {
    if (result.status === "rejected") note(result.externalId, result.problem);
  }
  return { results, problems };
}

function movedInOtherCurrency(told: ToldOfCharge): readonly ChargeProblem[] {
  const { charge } = told;
  return inOtherCurrency(told).map(({ id, isGivenBack, at, amount, currency }) => ({
    ...{ objectId: id, pluginTag: pluginTagOf(charge), happenedAt: at },
    code: isGivenBack ? "won_in_other_currency" : "other_currency",
    message: `${amount} in ${currency}; the charge is in ${charge.currency}.`,
  }));
}

/** A refund can fail after it had succeeded: the customer never got what the developer gave. */
async function failedAfterwards(
  { db }: Pick<Deps, "db">,
  { charge, refunds }: ToldOfCharge,
): Promise<readonly ChargeProblem[]> {
  const failed = refunds.filter(
    (refund) => !isRefunded(refund) && ["failed", "canceled"].includes(refund.status ?? ""),
  );
  if (failed.length === 0) return [];
  const ids = failed.map(({ id }) => id);
  const recorded = await findRecordedEvents(db, STRIPE_SOURCE, ids);
  return failed
    .filter(({ id }) => recorded.has(id))
    .map(({ id, createdAt, amount, status }) => ({
      ...{ objectId: id, pluginTag: pluginTagOf(charge), happenedAt: createdAt },
      code: "refund_failed",
      message: `${amountWords(amount, charge)} of the charge, ${status} at Stripe.`,
    }));
}

/** In the words of people where the currency is known, and else in minor units. */
function amountWords(minor: bigint, { currency: text }: Pick<ToldOfCharge["charge"], "currency">) {
  const currency = parseCurrency(text);
  return currency.ok ? formatMoney(money(minor, currency.value)) : `${minor} (${text})`;
}
