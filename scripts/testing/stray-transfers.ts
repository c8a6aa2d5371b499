import type { Marketplace } from "./marketplace";

/** Who is on hold, and the transfers that the reason names, by their place in Stripe's list. */
export async function heldForTransfers({ db, simulator }: Marketplace): Promise<readonly string[]> {
  const { transfers: made } = await simulator.control.state();
  const rows = await db.sql<{ developer_id: string; reason: string }[]>`
    select developer_id, reason from holds where lifted_at is null`;
  return rows.map(({ developer_id, reason }) => {
    const named = [...reason.matchAll(/tr_\w+/g)].map(([id]) => id);
    const places = named.map((id) => made.findIndex((transfer) => transfer.id === id) + 1);
    return [developer_id, ...places.sort().map((place) => `tr_${place}`)].join(" ");
  });
}

export async function transfersMade({ simulator }: Marketplace): Promise<number> {
  return (await simulator.control.state()).transfers.length;
}

/** In the order in which they were prepared. */
export async function payoutStates({ db }: Marketplace): Promise<readonly string[]> {
  const rows = await db.sql<{ state: string }[]>`
    select state::text from payouts order by created_at, id`;
  return rows.map(({ state }) => state);
}
