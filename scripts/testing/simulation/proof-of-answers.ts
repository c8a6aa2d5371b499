import { isSale } from "@/lib/domain/event";
import { ADJUSTMENT_SOURCE, STRIPE_SOURCE } from "@/lib/domain/source";
import type { SimulatorState } from "@/simulator/control";
import { type Sent, SOURCE } from "./model";
import type { Process } from "./simulation";

/** One event of the books; where several developers share it, its rows together. */
type Kept = {
  id: string;
  external_id: string;
  source: string;
  developer_id: string;
  plugin_id: string;
  amount: bigint;
  share_bps: number;
  occurred_at: Date;
  is_sale: boolean;
  is_shared: boolean;
};

type Term = { scope: string; subject: string | null; bps: number; from: Date };

/** What the books keep is exactly what the shop was told, once each, at the rate of its day. */
export async function problemsOfAnswers(
  { deps, simulation }: Process,
  state: SimulatorState,
): Promise<readonly string[]> {
  const { model } = simulation;
  const rows = await deps.db.sql<Kept[]>`
    select id, external_id, source, plugin_id, sum(amount)::bigint as amount,
      min(developer_id) as developer_id, min(share_bps) as share_bps, occurred_at,
      kind in ('install', 'renewal') as is_sale, bool_or(whole_amount is not null) as is_shared
    from events group by id, external_id, source, plugin_id, occurred_at, kind`;
  const terms = await deps.db.sql<Term[]>`
    select scope::text, coalesce(developer_id, plugin_id) as subject, share_bps as bps,
      effective_from as from
    from revenue_terms order by effective_from desc`;
  const kept = new Map(rows.map((row) => [`${row.source} ${row.external_id}`, row]));
  const problems: string[] = [];
  if (kept.size !== rows.length) problems.push("an external id is in the books twice");
  for (const sent of model.sent.values()) {
    const row = kept.get(`${SOURCE} ${sent.externalId}`);
    kept.delete(`${SOURCE} ${sent.externalId}`);
    const problem = wrongAnswer(sent, row) ?? (row && wrongRate(terms, row));
    if (problem) problems.push(`${sent.externalId}: ${problem}`);
  }
  for (const [externalId, { amount, isKnown }] of model.adjustments) {
    const row = kept.get(`${ADJUSTMENT_SOURCE} ${externalId}`);
    kept.delete(`${ADJUSTMENT_SOURCE} ${externalId}`);
    if (isKnown && !row) problems.push(`${externalId} was confirmed and is not in the books`);
    if (row && row.amount !== amount) problems.push(`${externalId} has another amount`);
  }
  problems.push(...wrongCharges(state, kept));
  for (const key of kept.keys()) problems.push(`nobody reported ${key}`);
  return problems;
}

function wrongAnswer(sent: Sent, row: Kept | undefined): string | undefined {
  const taken = sent.answers.filter(({ result }) => result.status !== "rejected");
  const ids = new Set(taken.flatMap(({ result }) => ("id" in result ? [result.id] : [])));
  const firsts = taken.filter(({ result }) => result.status === "recorded");
  if (ids.size > 1) return "two ids were given for one report";
  if (firsts.length > 1) return "it was recorded twice";
  const [answer] = taken;
  if (!answer) {
    if (row) return isUnheard(sent, row) ? undefined : "it is in the books, yet was refused";
    const [report] = sent.versions;
    return report && isSale(report.kind) ? "a sale was never taken" : undefined;
  }
  if (!row) return "it was confirmed and is not in the books";
  if (!ids.has(row.id)) return "another id was answered than the books have";
  const { minor } = answer.report.amount;
  return sizeOf(row) === minor
    ? undefined
    : `it was confirmed with ${minor}, and kept with ${row.amount}`;
}

/** Each payment at Stripe is in the books with what is left of it, once. */
function wrongCharges(
  { charges, refunds, disputes }: SimulatorState,
  kept: Map<string, Kept>,
): readonly string[] {
  const take = (externalId: string): bigint => {
    const row = kept.get(`${STRIPE_SOURCE} ${externalId}`);
    kept.delete(`${STRIPE_SOURCE} ${externalId}`);
    return row?.amount ?? 0n;
  };
  return charges.flatMap(({ id, amount }) => {
    let left = BigInt(amount);
    let booked = take(id);
    for (const refund of refunds) {
      if (refund.charge !== id || refund.status !== "succeeded") continue;
      left -= BigInt(refund.amount);
      booked += take(refund.id);
    }
    for (const dispute of disputes) {
      if (dispute.charge !== id) continue;
      if (dispute.status !== "won") left -= BigInt(dispute.amount);
      booked += take(dispute.id) + take(`${dispute.id}:won`);
    }
    return booked === left ? [] : [`${id}: ${left} is left at Stripe, and ${booked} in the books`];
  });
}

/** Recorded by a call whose answer got lost, while another version got the refusal it deserved. */
function isUnheard({ versions, answers }: Sent, row: Kept): boolean {
  return versions.some(
    (version) =>
      version.amount.minor === sizeOf(row) && !answers.some(({ report }) => report === version),
  );
}

function sizeOf({ amount }: Kept): bigint {
  return amount < 0n ? -amount : amount;
}

/** Found here once more, in another way: rates are only ever set for days to come. */
function wrongRate(terms: readonly Term[], row: Kept): string | undefined {
  // A shared sale has as many rates as developers; `verify` computes them again.
  if (!row.is_sale || row.is_shared) return undefined;
  const latest = (scope: string, subject: string | null) =>
    terms.find(
      (term) => term.scope === scope && term.subject === subject && term.from <= row.occurred_at,
    );
  const term =
    latest("plugin", row.plugin_id) ??
    latest("developer", row.developer_id) ??
    latest("marketplace", null);
  const bps = term?.bps ?? 7_000;
  return row.share_bps === bps ? undefined : `split at ${row.share_bps} instead of ${bps}`;
}
