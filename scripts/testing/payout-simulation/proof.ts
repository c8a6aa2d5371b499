import { reconcile } from "@/lib/use-cases/reconcile";
import { verify } from "@/lib/use-cases/verify";
import type { PayoutWorld } from "../payout-world";

/** Everything that contradicts "each payout was paid exactly once, and nothing else was". */
export async function problemsOf(world: PayoutWorld): Promise<readonly string[]> {
  const [books, stripe] = await Promise.all([problemsOfBooks(world), problemsAtStripe(world)]);
  return [...books, ...stripe];
}

async function problemsOfBooks({ db, deps }: PayoutWorld): Promise<readonly string[]> {
  const unfinished = await db.sql<{ id: string; state: string }[]>`
    select id, state from payouts where state not in ('paid', 'canceled')`;
  const open = await db.sql<{ payout_id: string }[]>`
    select payout_id from payout_attempts where outcome is null`;
  const { checks } = await verify(deps);
  const report = await reconcile(deps);
  return [
    ...unfinished.map(({ id, state }) => `payout ${id} ended ${state}`),
    ...open.map((attempt) => `an attempt of payout ${attempt.payout_id} never ended`),
    ...checks
      .filter((check) => check.offenders > 0)
      .map(({ title, ids }) => `verify: ${title} Offenders: ${ids.join(", ")}`),
    ...report.fixed.map((finding) => `reconcile had to mend: ${finding.kind}`),
    ...report.differences.map((finding) => `reconcile: ${finding.kind}, ${finding.detail}`),
  ];
}

async function problemsAtStripe({ db, simulator }: PayoutWorld): Promise<readonly string[]> {
  const problems: string[] = [];
  const { transfers } = await simulator.control.state();
  const payouts = await db.sql<
    { id: string; amount: bigint; currency: string; destination: string; transfer_id: string }[]
  >`select id, amount, currency, destination, transfer_id from payouts where state = 'paid'`;
  const byId = new Map(transfers.map((transfer) => [transfer.id, transfer]));
  for (const payout of payouts) {
    const transfer = byId.get(payout.transfer_id);
    byId.delete(payout.transfer_id);
    const isSame =
      transfer?.transfer_group === `payout:${payout.id}` &&
      BigInt(transfer.amount) === payout.amount &&
      transfer.currency === payout.currency &&
      transfer.destination === payout.destination;
    if (!isSame) problems.push(`payout ${payout.id} and its transfer differ`);
  }
  for (const { id, transfer_group } of byId.values()) {
    problems.push(`transfer ${id} of ${transfer_group} is nobody's: paid twice, or for nothing`);
  }
  const check = await simulator.control.check();
  const { violations } = await simulator.control.contract();
  return [...problems, ...check.problems, ...violations.map((found) => JSON.stringify(found))];
}
