import { reconcile } from "@/lib/use-cases/reconcile";
import type { SimulatorState } from "@/simulator/control";
import { brokenRules } from "./broken-rules";
import { problemsOfLate } from "./complete-late";
import { problemsOfAnswers } from "./proof-of-answers";
import { problemsOfInstant } from "./proof-of-instant";
import { problemsOfRules, unpaid } from "./proof-of-rules";
import { isUnexplained } from "./settle";
import type { Process } from "./simulation";

/**
 * Everything that contradicts "each cent was paid exactly once, and nothing else was". Developers
 * of whom Stripe has money that the books cannot explain are on hold: they may not be paid again.
 */
export async function problemsOf(
  process: Process,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { simulation } = process;
  const { control } = simulation.simulator;
  const state = await control.state();
  const check = await control.check();
  const { violations } = await control.contract();
  return [
    ...(await problemsOfBooks(process, unexplained)),
    ...(await unfinished(process, unexplained)),
    ...(await unpaid(process, unexplained)),
    ...(await problemsOfRules(process)),
    ...(await problemsOfInstant(process, state)),
    ...(await problemsAtStripe(process, state, unexplained)),
    ...(await unequalSums(process, state, unexplained)),
    ...(await problemsOfAnswers(process, state)),
    ...(await problemsOfLate(process)),
    ...check.problems,
    ...violations.map((violation) => JSON.stringify(violation)),
  ];
}

async function problemsOfBooks(
  { deps, simulation }: Process,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { now, zone } = deps;
  const broken = await brokenRules({ db: simulation.lane.books.judge(), now, zone });
  const report = await reconcile(deps);
  const differences = report.differences.filter(
    (difference) => !(unexplained.size > 0 && isUnexplained(difference)),
  );
  return [
    ...broken.map(({ words }) => `verify: ${words}`),
    ...report.fixed.map(({ kind, payoutId }) => `reconcile had to mend: ${kind} ${payoutId}`),
    ...differences.map(({ kind, detail, payoutId }) => `reconcile: ${kind}, ${payoutId} ${detail}`),
  ];
}

/** Nothing is on its way, waits, or is looked for. */
async function unfinished(
  { deps }: Process,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const rows = await deps.db.sql<{ what: string; state: string }[]>`
    select 'payout ' || id as what, state::text || ' ' || coalesce(failure_code, '') as state
    from payouts
    where state not in ('paid', 'canceled', 'partly_reversed', 'reversed')
      and developer_id <> all(${[...unexplained]}::text[])
    union all
    select 'an attempt of payout ' || payout_id, 'without an end' from payout_attempts
    where outcome is null and developer_id <> all(${[...unexplained]}::text[])
    union all
    select 'reversal ' || no || ' of payout ' || payout_id, state::text from payout_reversals
    where state in ('requested', 'unknown')
    union all
    select 'event ' || id || ' of Stripe', 'not acted on' from stripe_events
    where processed_at is null
    union all
    select 'run ' || id, state::text from runs where state = 'prepared'
    union all
    select 'sale ' || id, 'and waits to be paid at once' from payables
    where waits_for_instant and payout_id is null`;
  return rows.map(({ what, state }) => `${what} ended ${state}`);
}

/** Stripe's transfers are exactly the books' payouts. */
async function problemsAtStripe(
  { deps, simulation }: Process,
  { transfers }: SimulatorState,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const byId = new Map(transfers.map((transfer) => [transfer.id, transfer]));
  type Row = { id: string; amount: bigint; currency: string; destination: string } & {
    transfer_id: string;
    reversed_amount: bigint;
    source_charge: string | null;
  };
  const payouts = await deps.db.sql<Row[]>`
    select id, amount, currency, destination, transfer_id, reversed_amount, source_charge
    from payouts
    where transfer_id is not null`;
  for (const payout of payouts) {
    const transfer = byId.get(payout.transfer_id);
    byId.delete(payout.transfer_id);
    const isSame =
      transfer?.metadata.payout_id === payout.id &&
      // Stripe groups what comes from a charge as it likes.
      (payout.source_charge !== null || transfer.transfer_group === `payout:${payout.id}`) &&
      BigInt(transfer.amount) === payout.amount &&
      BigInt(transfer.amount_reversed) === payout.reversed_amount &&
      transfer.currency === payout.currency &&
      transfer.destination === payout.destination;
    if (!isSame) problems.push(`payout ${payout.id} and its transfer differ`);
  }
  const standing = await deps.db.sql<{ id: string }[]>`
    select id from payouts where state <> 'canceled'`;
  const standingIds = new Set(standing.map(({ id }) => id));
  const late = new Set(simulation.model.late.map(({ transferId }) => transferId));
  const restoredAt = simulation.model.restoredAt?.getTime() ?? 0;
  for (const transfer of byId.values()) {
    const { id, transfer_group, metadata, created, amount, amount_reversed } = transfer;
    const isLost = created * 1_000 <= restoredAt || late.has(id);
    const isBack = amount_reversed === amount && !standingIds.has(metadata.payout_id ?? "");
    // Of a payout that is lost or canceled, its developer waits for a person, or all of it is back.
    const isSettled = unexplained.has(metadata.developer_id ?? "") || isBack;
    if (isLost && isSettled) continue;
    problems.push(`transfer ${id} of ${transfer_group} is nobody's: paid twice, or for nothing`);
  }
  return problems;
}

/** Earned = what Stripe moved and kept + what is still unpaid, for each developer and currency. */
async function unequalSums(
  { deps }: Process,
  { transfers }: SimulatorState,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const rows = await deps.db.sql<{ key: string; earned: bigint; unpaid: bigint }[]>`
    select key, sum(earned)::bigint as earned, sum(unpaid)::bigint as unpaid from (
      select developer_id || ' ' || currency as key, developer_share as earned, 0 as unpaid
      from events
      union all
      select developer_id || ' ' || currency, 0, developer_share from claimed_balances
      where payout_id is null
      union all
      select developer_id || ' ' || currency, 0, amount from payout_returns
      where paid_again_by is null
    ) as movement group by key`;
  const moved = new Map<string, bigint>();
  for (const transfer of transfers) {
    const key = `${transfer.metadata.developer_id} ${transfer.currency}`;
    const kept = BigInt(transfer.amount - transfer.amount_reversed);
    moved.set(key, (moved.get(key) ?? 0n) + kept);
  }
  return rows.flatMap(({ key, earned, unpaid: left }) => {
    const paid = moved.get(key) ?? 0n;
    if (paid + left === earned || unexplained.has(key.split(" ")[0] ?? "")) return [];
    return [`${key}: earned ${earned}, but Stripe paid ${paid} and ${left} is unpaid`];
  });
}
