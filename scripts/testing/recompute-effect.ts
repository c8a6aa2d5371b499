import type { Database } from "@/db/client";
import { trusted } from "@/lib/domain/ids";
import { partsOfCorrection, partsOfSale } from "@/lib/domain/parts";
import { type BasisPoints, basisPoints, splitCorrection, splitRevenue } from "@/lib/domain/share";
import type { TermChange } from "@/lib/domain/term-effect";

/**
 * What a rate would have done, from every event on its own, by the functions that split and divide
 * for real: by developer, plugin and currency.
 */
export async function recomputeEffect(
  { sql }: Pick<Database, "sql">,
  change: TermChange,
  since: Date,
): Promise<ReadonlyMap<string, string>> {
  const events = await eventsInOrder({ sql });
  const applies = await applying({ sql }, change, since);
  const sales = new Map(events.map((rows) => [rows[0].id, rows]));
  const returned = new Map<string, bigint>();
  const sums = new Map<string, { before: bigint; after: bigint }>();
  for (const rows of events) {
    const sale = sales.get(rows[0].original_id ?? rows[0].id);
    if (!sale || !applies(sale[0])) continue;
    const shares = sharesOf(rows, sale, change.share, returned);
    for (const [index, row] of rows.entries()) {
      const key = `${row.developer_id} ${row.plugin_id} ${row.currency}`;
      const sum = sums.get(key) ?? { before: 0n, after: 0n };
      sum.before += row.developer_share;
      sum.after += shares[index] ?? 0n;
      sums.set(key, sum);
    }
  }
  return new Map([...sums].map(([key, { before, after }]) => [key, `${before} → ${after}`]));
}

type Row = {
  readonly id: string;
  readonly developer_id: string;
  readonly plugin_id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly whole_amount: bigint | null;
  readonly part_bps: number | null;
  readonly developer_share: bigint;
  readonly original_id: string | null;
  readonly occurred_at: Date;
};

/** The rows of each event, the owner's first; sales before their corrections, those in order. */
async function eventsInOrder({
  sql,
}: Pick<Database, "sql">): Promise<readonly (readonly [Row, ...Row[]])[]> {
  const rows = await sql<Row[]>`
    select id, developer_id, plugin_id, currency, amount, whole_amount, part_bps,
      developer_share, original_id, occurred_at from events where kind <> 'adjustment'
    order by refund_no nulls first, id, part_no`;
  const events = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const known = events.get(row.id);
    if (known) known.push(row);
    else events.set(row.id, [row]);
  }
  return [...events.values()];
}

/** Whether the rate would have been the one of a sale, by its owner's row. */
async function applying(
  { sql }: Pick<Database, "sql">,
  { scope }: TermChange,
  since: Date,
): Promise<(owner: Row) => boolean> {
  const known = await sql<
    { plugin_id: string | null; developer_id: string | null; at: Date }[]
  >`select plugin_id, developer_id, effective_from as at from revenue_terms`;
  const closer = known.filter(
    ({ plugin_id }) =>
      scope.kind === "marketplace" || (scope.kind === "developer" && plugin_id !== null),
  );
  return (owner) =>
    owner.occurred_at >= since &&
    (scope.kind !== "developer" || owner.developer_id === scope.developerId) &&
    (scope.kind !== "plugin" || owner.plugin_id === scope.pluginId) &&
    !closer.some(
      ({ plugin_id, developer_id, at }) =>
        at <= owner.occurred_at &&
        (plugin_id === owner.plugin_id || developer_id === owner.developer_id),
    );
}

function sharesOf(
  rows: readonly [Row, ...Row[]],
  sale: readonly [Row, ...Row[]],
  share: BasisPoints,
  returned: Map<string, bigint>,
): readonly bigint[] {
  const [{ original_id, amount, whole_amount }] = rows;
  const whole = whole_amount ?? amount;
  const before = returned.get(original_id ?? "") ?? 0n;
  const after = before - whole;
  if (original_id !== null) returned.set(original_id, after);
  if (whole_amount === null) {
    if (original_id === null) return [splitRevenue(whole, share).developer];
    return [splitCorrection(before, after, share).developer];
  }
  const authors = sale.map(({ developer_id, part_bps }) => ({
    developerId: trusted.developerId(developer_id),
    part: basisPoints(part_bps ?? 0),
  }));
  const given = partsOfSale(splitRevenue(sale[0].whole_amount ?? 0n, share), authors);
  const parts =
    original_id === null
      ? given
      : partsOfCorrection(splitRevenue(before, share), splitRevenue(after, share), given);
  return parts.map(({ split }) => split.developer);
}
