import { describe, expect, it } from "vitest";
import {
  type ChargeFacts,
  type DisputeFacts,
  eventsOfCharge,
  inOtherCurrency,
  isWon,
  pluginTagOf,
  type RefundFacts,
} from "./charge";

const at = (second: number) => new Date(Date.UTC(2026, 2, 5, 10, 0, second));

const charge: ChargeFacts = {
  ...{ id: "ch_1", amount: 4_900n, amountAuthorized: 4_900n, currency: "eur" },
  ...{ createdAt: at(0), isPaid: true },
  metadata: { remit_plugin_id: "typeset" },
};
const refund = (id: string, amount: bigint, second: number, status = "succeeded"): RefundFacts => ({
  ...{ id, chargeId: "ch_1", amount, currency: "eur", status, createdAt: at(second) },
});
const dispute: DisputeFacts = {
  ...{ id: "du_1", chargeId: "ch_1", amount: 4_900n, currency: "eur", status: "needs_response" },
  ...{ createdAt: at(30), isWithdrawn: true, reinstatedAt: undefined },
};
const told = (
  refunds: readonly RefundFacts[],
  disputes: readonly DisputeFacts[],
  of: ChargeFacts = charge,
) =>
  eventsOfCharge(of, refunds, disputes).map(
    ({ kind, externalId, amount }) => `${kind} ${externalId} ${amount}`,
  );

describe("pluginTagOf", () => {
  it.each([
    { metadata: { remit_plugin_id: "typeset" }, tag: "typeset" },
    { metadata: { remit_plugin_id: " typeset " }, tag: "typeset" },
    { metadata: { remit_plugin_id: " " }, tag: undefined },
    { metadata: { plugin: "typeset" }, tag: undefined },
  ])("reads $tag from $metadata", ({ metadata, tag }) => {
    expect(pluginTagOf({ metadata })).toBe(tag);
  });
});

describe("isWon", () => {
  it.each([
    { status: "won", reinstatedAt: at(50), won: true },
    { status: "won", reinstatedAt: undefined, won: false },
    { status: "under_review", reinstatedAt: at(50), won: false },
  ])("of a dispute that is $status, its money back at $reinstatedAt, is $won", (row) => {
    const { won, ...change } = row;
    expect(isWon({ ...dispute, ...change })).toBe(won);
  });
});

describe("eventsOfCharge", () => {
  it("makes a charge an install unless its tag says otherwise", () => {
    expect(told([], [])).toEqual(["install ch_1 4900"]);
    const metadata = { remit_plugin_id: "typeset", remit_kind: "renewal", remit_buyer_ref: "b-7" };
    expect(eventsOfCharge({ ...charge, metadata }, [], [])).toEqual([
      expect.objectContaining({ kind: "renewal", buyerRef: "b-7", occurredAt: at(0) }),
    ]);
  });

  it("puts the sale first and what was taken back in the order it happened", () => {
    expect(told([refund("re_2", 100n, 40), refund("re_1", 200n, 20)], [dispute])).toEqual([
      "install ch_1 4900",
      "refund re_1 200",
      "dispute du_1 4900",
      "refund re_2 100",
    ]);
  });

  it("tells two of the same second always in the same order", () => {
    const [left, right] = [refund("re_a", 1n, 5), refund("re_b", 2n, 5)];
    const inOrder = ["install ch_1 4900", "refund re_a 1", "refund re_b 2"];
    expect(told([left, right], [])).toEqual(inOrder);
    expect(told([right, left], [])).toEqual(inOrder);
  });

  it.each(["pending", "requires_action", "failed", "canceled"])(
    "leaves out a refund that is %s",
    (status) => {
      expect(told([refund("re_1", 200n, 20, status)], [])).toEqual(["install ch_1 4900"]);
    },
  );

  it.each([
    {
      what: "the rest that was released",
      refunds: [refund("re_1", 4_000n, 10)],
      tells: [],
    },
    {
      what: "the first of two of that amount, and the second is the customer's",
      refunds: [refund("re_2", 4_000n, 20), refund("re_1", 4_000n, 10)],
      tells: ["refund re_2 4000"],
    },
    {
      what: "one of two of that amount in one second",
      refunds: [refund("re_2", 4_000n, 10), refund("re_1", 4_000n, 10)],
      tells: ["refund re_2 4000"],
    },
    {
      what: "the same one of them in whichever order they come",
      refunds: [refund("re_1", 4_000n, 10), refund("re_2", 4_000n, 10)],
      tells: ["refund re_2 4000"],
    },
    {
      what: "the rest when something else was refunded in the same second",
      refunds: [refund("re_1", 200n, 10), refund("re_2", 4_000n, 10)],
      tells: ["refund re_1 200"],
    },
    {
      what: "nothing when another refund is older",
      refunds: [refund("re_1", 200n, 10), refund("re_2", 4_000n, 20)],
      tells: ["refund re_1 200", "refund re_2 4000"],
    },
    {
      what: "nothing when no refund is of that amount",
      refunds: [refund("re_1", 3_999n, 10)],
      tells: ["refund re_1 3999"],
    },
  ])("of a charge captured in part leaves out $what", ({ refunds, tells }) => {
    const captured = { ...charge, amountAuthorized: 8_900n };
    expect(told(refunds, [], captured)).toEqual(["install ch_1 4900", ...tells]);
  });

  it.each([
    {
      what: "an inquiry",
      change: { status: "warning_needs_response", isWithdrawn: false },
      tells: [],
    },
    { what: "an open one", change: {}, tells: ["dispute du_1 4900"] },
    { what: "a lost one", change: { status: "lost" }, tells: ["dispute du_1 4900"] },
    {
      what: "a won one whose money is not back yet",
      change: { status: "won" },
      tells: ["dispute du_1 4900"],
    },
    {
      what: "money given back while the bank still thinks",
      change: { status: "under_review", reinstatedAt: at(50) },
      tells: ["dispute du_1 4900"],
    },
    {
      what: "a won one",
      change: { status: "won", reinstatedAt: at(50) },
      tells: ["dispute du_1 4900", "dispute_won du_1:won 4900"],
    },
  ])("takes of disputes only money that moved: $what", ({ change, tells }) => {
    expect(told([], [{ ...dispute, ...change }])).toEqual(["install ch_1 4900", ...tells]);
  });

  it("takes nothing that moved in another currency, and tells of what did, there and back", () => {
    const abroad = { currency: "usd" };
    const won = { ...dispute, ...abroad, status: "won", reinstatedAt: at(50) };
    const open = { ...won, id: "du_3", status: "under_review", reinstatedAt: undefined };
    const disputes = [won, { ...won, id: "du_2", isWithdrawn: false }, open];
    const refunds = [
      refund("re_1", 100n, 10),
      { ...refund("re_2", 200n, 20), ...abroad },
      { ...refund("re_3", 300n, 30, "pending"), ...abroad },
    ];
    expect(told(refunds, disputes)).toEqual(["install ch_1 4900", "refund re_1 100"]);
    const others = inOtherCurrency({ charge, refunds, disputes });
    const lines = others.map(({ id, isGivenBack, at: when }) => [id, isGivenBack, when]);
    expect(lines).toEqual([
      ["re_2", false, at(20)],
      ["du_1", false, dispute.createdAt],
      ["du_3", false, dispute.createdAt],
      ["du_1:won", true, at(50)],
    ]);
  });

  it("reads tags without the blanks around them, and blank ones as absent", () => {
    const padded = { remit_kind: " renewal ", remit_buyer_ref: " b-7 " };
    expect(eventsOfCharge({ ...charge, metadata: padded }, [], [])).toEqual([
      expect.objectContaining({ kind: "renewal", buyerRef: "b-7" }),
    ]);
    const blank = { remit_kind: " ", remit_buyer_ref: " " };
    const [sale] = eventsOfCharge({ ...charge, metadata: blank }, [], []);
    expect(sale).toMatchObject({ kind: "install" });
    expect(Object.keys(sale ?? {})).not.toContain("buyerRef");
  });
});
