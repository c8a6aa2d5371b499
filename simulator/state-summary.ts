import { accountView } from "./account-view";
import { transferView } from "./transfers";
import type { World } from "./world";

/** The whole state in API form, for tests that look at what really happened. */
export function stateSummary(world: World) {
  const { store } = world;
  return {
    now: world.clock.nowText(),
    accounts: [...store.accounts.values()].map((account) => ({
      ...accountView(account),
      transfers_status: account.capabilities.transfers ?? null,
      access: account.status,
    })),
    transfers: [...store.transfers.values()].map((transfer) => transferView(world, transfer)),
    reversals: [...store.reversals.values()],
    payouts: [...store.payouts.values()],
    charges: [...store.charges.values()],
    refunds: [...store.refunds.values()],
    disputes: [...store.disputes.values()],
    topups: [...store.topups.values()],
    events: [...store.events.values()].map(({ id, type, account, created }) => ({
      ...{ id, type, account, created },
    })),
    balances: world.journal.balances(),
    idempotencyKeys: store.idempotency.size,
    endpoints: [...store.endpoints.values()].map(({ secret: _secret, ...endpoint }) => endpoint),
  };
}
