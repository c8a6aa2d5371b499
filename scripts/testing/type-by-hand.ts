import { trustedCurrency } from "@/lib/domain/currency";
import { formId } from "@/lib/domain/form-id";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedDay } from "@/lib/domain/period";
import { correctSale } from "@/lib/use-cases/correct-sale";
import { recordByHand } from "@/lib/use-cases/record-by-hand";
import type { Marketplace } from "./marketplace";

/** Dan's plugin sells once more, as only an admin knows, and an earlier sale of it is refunded. */
export async function typeByHand({ db, deps, admin }: Marketplace): Promise<void> {
  const amount = money(300n, trustedCurrency("eur"));
  const typed = await recordByHand(deps, admin, {
    ...{ externalId: formId(deps.newId()), kind: "install", amount },
    ...{ pluginId: trusted.pluginId("dan-plugin"), occurredAt: deps.now() },
  });
  const [sale] = await db.sql<{ id: string }[]>`select id from events where external_id = 'd1'`;
  const refunded = await correctSale(deps, admin, {
    ...{ externalId: formId(deps.newId()), kind: "refund", amount },
    ...{ saleId: trusted.eventId(sale?.id ?? ""), day: trustedDay("2026-04-01") },
  });
  if (typed.status !== "recorded" || !refunded.ok) throw new Error("It was not recorded by hand");
}
