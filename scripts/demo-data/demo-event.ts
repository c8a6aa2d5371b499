import { trustedCurrency } from "@/lib/domain/currency";
import type { EventKind, EventReport } from "@/lib/domain/event";
import { trusted } from "@/lib/domain/ids";
import type { CastPlugin } from "./cast";

export type DemoEvent = Omit<EventReport, "source">;

export function demoEvent(
  plugin: Pick<CastPlugin, "id" | "currency">,
  event: {
    readonly id: string;
    readonly kind: EventKind;
    readonly amount: number;
    readonly at: Date;
    readonly buyerRef?: string;
    readonly correctsId?: string;
  },
): DemoEvent {
  return {
    externalId: event.id,
    kind: event.kind,
    pluginId: trusted.pluginId(plugin.id),
    amount: { minor: BigInt(event.amount), currency: trustedCurrency(plugin.currency) },
    occurredAt: event.at,
    ...(event.buyerRef === undefined ? {} : { buyerRef: event.buyerRef }),
    ...(event.correctsId === undefined ? {} : { correctsId: event.correctsId }),
  };
}
