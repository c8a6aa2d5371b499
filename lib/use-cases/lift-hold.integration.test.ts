import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import type { Marketplace } from "@/scripts/testing/marketplace";
import { createMarketplaceWithSale } from "@/scripts/testing/marketplace-with-sale";
import { heldForTransfers } from "@/scripts/testing/stray-transfers";
import { makeTransfer } from "@/scripts/testing/stripe-requests";
import { liftHold, seenReason } from "./lift-hold";
import { placeHold } from "./place-hold";
import { reconcile } from "./reconcile";
import { sendApproved } from "./send-approved";

let market: Marketplace;
let ada: DeveloperActor;
let account: string;

beforeEach(async () => {
  ({ market, ada, account } = await createMarketplaceWithSale());
});
afterEach(() => market.stop());

describe("a hold for money that the books cannot explain", () => {
  it("is not placed again for the same transfer once a person has looked and lifted it", async () => {
    await makeTransfer(market.simulator, {
      ...{ amount: "5", currency: "eur", destination: account },
      "metadata[payout_id]": "00000000-0000-4000-8000-000000000001",
    });
    await reconcile(market.deps);
    await liftHold(market.deps, market.admin, ada.developerId);
    await reconcile(market.deps);
    await market.approve("2026-03");
    expect(await sendApproved(market.deps)).toMatchObject({ paid: 1 });
    expect(await market.db.sql`select id from holds`).toHaveLength(1);
  });

  it("is not lifted by who read it before another transfer was added to it", async () => {
    const { developerId } = ada;
    const reason = "They asked for it";
    await placeHold(market.deps, market.admin, { developerId, reason });
    await makeTransfer(market.simulator, {
      ...{ amount: "5", currency: "eur", destination: account },
      "metadata[payout_id]": crypto.randomUUID(),
    });
    await reconcile(market.deps);
    const lift = (read: string) =>
      liftHold(market.deps, market.admin, developerId, seenReason(read));
    const refused = { ok: false, problem: { kind: "reason_changed" } };
    expect(await lift(reason)).toMatchObject(refused);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1"]);
    const [hold] = await market.db.sql<{ reason: string }[]>`select reason from holds`;
    expect(await lift(hold?.reason ?? "")).toMatchObject({ ok: true, value: hold });
    expect(await lift(reason)).toMatchObject({ ok: false, problem: { kind: "not_on_hold" } });
  });
});
