import type { Database } from "@/db/client";
import { trusted } from "@/lib/domain/ids";
import { type PostedPart, partsOfCorrection, partsOfSale } from "@/lib/domain/parts";
import { basisPoints, splitRevenue } from "@/lib/domain/share";

const ROWS_AT_ONCE = 2_000;

type PartRow = {
  readonly id: string;
  readonly original_id: string | null;
  readonly developer_id: string;
  readonly whole_amount: bigint;
  readonly share_bps: number;
  readonly part_bps: number;
  readonly developer_share: bigint;
  readonly platform_share: bigint;
};

/**
 * Divides shared events again, as `lib/domain/parts` does, and notes those that come out otherwise.
 * They come sale by sale, each followed by its corrections in their order.
 */
export async function checkParts(
  { sql }: Pick<Database, "sql">,
  note: (id: string, count: number) => void,
): Promise<void> {
  const rows = sql<PartRow[]>`
    select id, original_id, developer_id, whole_amount, share_bps, part_bps, developer_share,
      platform_share
    from events where whole_amount is not null
    order by coalesce(original_id, id), refund_no nulls first, id, part_no`;
  let story: Story | undefined;
  let event: PartRow[] = [];
  const judge = () => {
    const [first] = event;
    if (!first) return;
    story = first.original_id === null ? begin(event) : advance(story, first);
    if (!isAsKept(story.last, event)) note(first.id, event.length);
  };
  for await (const page of rows.cursor(ROWS_AT_ONCE)) {
    for (const row of page) {
      if (event[0] && event[0].id !== row.id) {
        judge();
        event = [];
      }
      event.push(row);
    }
  }
  judge();
}

/** A shared sale, how much of it the buyer has back, and what its latest event should be. */
type Story = {
  readonly given: readonly PostedPart[];
  readonly returned: bigint;
  readonly last: readonly PostedPart[];
};

function begin(rows: readonly PartRow[]): Story {
  const [first] = rows;
  if (!first) return { given: [], returned: 0n, last: [] };
  const authors = rows.map(({ developer_id, part_bps }) => ({
    developerId: trusted.developerId(developer_id),
    part: basisPoints(part_bps),
  }));
  const whole = splitRevenue(first.whole_amount, basisPoints(first.share_bps));
  const given = partsOfSale(whole, authors);
  return { given, returned: 0n, last: given };
}

/** A correction without its sale has nothing to be taken from, so whatever it has is wrong. */
function advance(story: Story | undefined, correction: PartRow): Story {
  const { given, returned } = story ?? { given: [], returned: 0n };
  const share = basisPoints(correction.share_bps);
  const after = returned - correction.whole_amount;
  const last = partsOfCorrection(splitRevenue(returned, share), splitRevenue(after, share), given);
  return { given, returned: after, last };
}

function isAsKept(parts: readonly PostedPart[], rows: readonly PartRow[]): boolean {
  return (
    parts.length === rows.length &&
    rows.every((row, index) => {
      const part = parts[index];
      return (
        part?.developerId === row.developer_id &&
        part.split.developer === row.developer_share &&
        part.split.platform === row.platform_share
      );
    })
  );
}
