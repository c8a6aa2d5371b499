import type { SimulatorState } from "@/simulator/control";
import type { Process } from "./simulation";

/** A payout of one sale, with what the books say of the sale and of what was claimed. */
type SalePayout = {
  id: string;
  developer: string;
  amount: bigint;
  charge: string | null;
  transfer_id: string | null;
  share: bigint | null;
  is_sale: boolean;
  sales_charge: string | null;
  sales_in_bucket: number;
  buckets: number;
  returns: number;
};

/** A sale is paid at once or with its month, once, and exactly its share, from its own charge. */
export async function problemsOfInstant(
  { deps, simulation }: Process,
  state: SimulatorState,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const rows = await deps.db.sql<SalePayout[]>`
    select payout.id, payout.developer_id as developer, payout.amount, payout.transfer_id,
      payout.source_charge as charge, sale.developer_share as share,
      coalesce(sale.kind in ('install', 'renewal'), false) as is_sale,
      case when sale.source = 'stripe' then sale.external_id end as sales_charge,
      (select count(*)::int from events as counted
        where counted.developer_id = payout.developer_id
          and counted.balance_id = run.event_id) as sales_in_bucket,
      (select count(*) filter (where bucket.id = run.event_id)::int
          - count(*) filter (where bucket.id <> run.event_id)::int from claimed_balances as bucket
        where bucket.developer_id = payout.developer_id
          and bucket.payout_id = payout.id) as buckets,
      (select count(*)::int from payout_returns as returned
        where returned.developer_id = payout.developer_id
          and returned.paid_again_by = payout.id) as returns
    from payouts as payout join runs as run on run.id = payout.run_id
    left join events as sale
      on sale.developer_id = payout.developer_id and sale.id = run.event_id
    where run.event_id is not null and payout.state <> 'canceled'`;
  for (const row of rows) {
    const isItsSale = row.is_sale && row.share === row.amount && row.charge === row.sales_charge;
    if (!isItsSale) problems.push(`payout ${row.id} is not what its sale earned`);
    const isAlone = row.buckets === 1 && row.sales_in_bucket === 1 && row.returns === 0;
    if (!isAlone) problems.push(`payout ${row.id} paid something else than its sale`);
    if (!simulation.model.mayBeInstant.has(row.developer)) {
      problems.push(`payout ${row.id} is at once, and nobody asked for that`);
    }
  }
  return [...problems, ...wrongTransfers(state, rows), ...(await leftWithoutReason(deps))];
}

/** A sale that is a payable of its own was prepared to be paid at once, or was left and says why. */
async function leftWithoutReason({ db }: Process["deps"]): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select payable.id from payables as payable
    left join runs as run on run.developer_id = payable.developer_id and run.event_id = payable.id
    left join sale_skips as skip
      on skip.developer_id = payable.developer_id and skip.event_id = payable.id
    where payable.is_sale and run.id is null and skip.event_id is null
      and not payable.waits_for_instant`;
  return rows.map(({ id }) => `sale ${id} was left and nothing says why`);
}

/** Seen from Stripe: one transfer for each sale that a transfer names, with its charge. */
function wrongTransfers(
  { transfers }: SimulatorState,
  payouts: readonly SalePayout[],
): readonly string[] {
  const problems: string[] = [];
  const byTransfer = new Map(payouts.map((payout) => [payout.transfer_id, payout]));
  const seen = new Set<string>();
  for (const { id, metadata, source_transaction } of transfers) {
    const { developer_id, sale_source, sale_id } = metadata;
    const payout = byTransfer.get(id);
    if (payout && sale_id === undefined) problems.push(`transfer ${id} does not name its sale`);
    if (payout && payout.charge !== source_transaction) {
      problems.push(`transfer ${id} is from another charge than its payout`);
    }
    if (sale_id === undefined) continue;
    const sale = `${developer_id} ${sale_source} ${sale_id}`;
    if (seen.has(sale)) problems.push(`transfer ${id} paid ${sale} again`);
    seen.add(sale);
  }
  return problems;
}
