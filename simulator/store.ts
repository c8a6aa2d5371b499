import { type ChangeSink, Collection } from "./collection";
import type {
  AccountRecord,
  BalanceTransactionRecord,
  ChargeRecord,
  DeliveryRecord,
  DisputeRecord,
  EndpointRecord,
  EventRecord,
  IdempotencyRecord,
  JournalEntry,
  LinkRecord,
  PayoutRecord,
  RefundRecord,
  ReversalRecord,
  SettingRecord,
  TopupRecord,
  TransferRecord,
} from "./objects";

export type Store = ReturnType<typeof createStore>;

/** Everything the simulator remembers between two requests. */
export function createStore(sink: ChangeSink) {
  return {
    accounts: new Collection<AccountRecord>("accounts", sink),
    links: new Collection<LinkRecord>("links", sink),
    transfers: new Collection<TransferRecord>("transfers", sink),
    reversals: new Collection<ReversalRecord>("reversals", sink),
    balanceTransactions: new Collection<BalanceTransactionRecord>("balanceTransactions", sink),
    topups: new Collection<TopupRecord>("topups", sink),
    payouts: new Collection<PayoutRecord>("payouts", sink),
    charges: new Collection<ChargeRecord>("charges", sink),
    refunds: new Collection<RefundRecord>("refunds", sink),
    disputes: new Collection<DisputeRecord>("disputes", sink),
    journal: new Collection<JournalEntry>("journal", sink),
    events: new Collection<EventRecord>("events", sink),
    endpoints: new Collection<EndpointRecord>("endpoints", sink),
    deliveries: new Collection<DeliveryRecord>("deliveries", sink),
    idempotency: new Collection<IdempotencyRecord>("idempotency", sink),
    settings: new Collection<SettingRecord>("settings", sink),
  } as const;
}

export function collectionsOf(store: Store): readonly Collection<{ readonly id: string }>[] {
  return Object.values(store) as unknown as readonly Collection<{ readonly id: string }>[];
}
