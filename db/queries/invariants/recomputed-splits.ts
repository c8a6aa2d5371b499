import type { Database } from "@/db/client";
import { basisPoints, splitCorrection, splitRevenue } from "@/lib/domain/share";
import { OFFENDERS_MAX, type Offenders } from "./invariant";
import { checkParts } from "./recomputed-parts";

const ROWS_AT_ONCE = 2_000;

type SplitRow = {
  count: number;
  amount: bigint;
  share_bps: number;
  developer_share: bigint;
  platform_share: bigint;
};
type CorrectionRow = Omit<SplitRow, "count"> & { id: string; original_id: string };

/**
 * Splits again what was split, in TypeScript's integers and apart from the database's arithmetic.
 *
 * Equal sales are read once with their number: a share follows from amount and rate alone.
 */
export async function findWrongSplits(db: Pick<Database, "sql">): Promise<Offenders> {
  const wrong = { count: 0, ids: [] as string[] };
  const note = (id: string, count: number) => {
    wrong.count += count;
    if (wrong.ids.length < OFFENDERS_MAX) wrong.ids.push(id);
  };
  await checkSales(db, note);
  await checkCorrections(db, note);
  await checkParts(db, note);
  return wrong;
}

export type Note = (id: string, count: number) => void;

async function checkSales({ sql }: Pick<Database, "sql">, note: Note): Promise<void> {
  const wrong: SplitRow[] = [];
  const rows = sql<SplitRow[]>`
    select count(*)::int as count, amount, share_bps, developer_share, platform_share
    from events where original_id is null and kind <> 'adjustment' and whole_amount is null
    group by amount, share_bps, developer_share, platform_share`;
  for await (const page of rows.cursor(ROWS_AT_ONCE)) {
    for (const row of page) {
      const split = splitRevenue(row.amount, basisPoints(row.share_bps));
      if (split.developer === row.developer_share && split.platform === row.platform_share)
        continue;
      wrong.push(row);
    }
  }
  for (const [at, row] of wrong.entries()) {
    note(at < OFFENDERS_MAX ? await findSaleLike({ sql }, row) : "", row.count);
  }
}

/** Only asked for what is wrong: an id of each of a million sales would cost more than the sums. */
async function findSaleLike({ sql }: Pick<Database, "sql">, row: SplitRow): Promise<string> {
  const [sale] = await sql<{ id: string }[]>`
    select id from events
    where original_id is null and kind <> 'adjustment' and whole_amount is null
      and amount = ${row.amount} and share_bps = ${row.share_bps}
      and developer_share = ${row.developer_share} and platform_share = ${row.platform_share}
    order by developer_id, id limit 1`;
  return sale?.id ?? "";
}

async function checkCorrections({ sql }: Pick<Database, "sql">, note: Note): Promise<void> {
  const rows = sql<CorrectionRow[]>`
    select id, original_id, amount, share_bps, developer_share, platform_share from events
    where original_id is not null and whole_amount is null
    order by developer_id, original_id, refund_no`;
  let sale: string | undefined;
  let returned = 0n;
  for await (const page of rows.cursor(ROWS_AT_ONCE)) {
    for (const row of page) {
      const before = row.original_id === sale ? returned : 0n;
      sale = row.original_id;
      returned = before - row.amount;
      const split = splitCorrection(before, returned, basisPoints(row.share_bps));
      if (split.developer !== row.developer_share || split.platform !== row.platform_share) {
        note(row.id, 1);
      }
    }
  }
}
