import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPayable,
  createRecipient,
  startTestPlatform,
  type TestPlatform,
} from "./test-platform";

type Step = { readonly kind: string; readonly who: number; readonly amount: number };

const step = fc.record({
  kind: fc.constantFrom(
    "fund",
    "charge",
    "transfer",
    "reverse",
    "payOut",
    "refund",
    "dispute",
    "advance",
  ),
  who: fc.nat(2),
  amount: fc.integer({ min: 1, max: 900_000 }),
});

describe("conservation of simulated money", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());

  it("holds after any sequence of movements, allowed or refused", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await platform.control.reset();
        const accounts = [await createPayable(platform)];
        for (let more = 0; more < 2; more += 1) {
          const { id } = await createRecipient(platform.stripe);
          await platform.control.onboard(id);
          accounts.push(id);
        }
        for (const one of steps) await perform(platform, accounts, one).catch(() => undefined);
        expect(await platform.control.check()).toEqual({ isConserved: true, problems: [] });
        const { balances } = await platform.control.state();
        const total = Object.values(balances).reduce((sum, { eur = 0 }) => sum + eur, 0);
        expect(total).toBe(0);
      }),
      { numRuns: 15, seed: 20261120 },
    );
    expect((await platform.control.contract()).violations).toEqual([]);
  });
});

async function perform(
  { stripe, control }: TestPlatform,
  accounts: readonly string[],
  { kind, who, amount }: Step,
): Promise<unknown> {
  const account = accounts[who] ?? "";
  const state = await control.state();
  const charge = state.charges.at(-1)?.id ?? "";
  switch (kind) {
    case "fund":
      return await control.fund("eur", amount);
    case "charge":
      return await control.charge({
        amount,
        currency: "eur",
        fee: 30,
        availableInSeconds: who * 60,
      });
    case "transfer":
      return await stripe.transfers.create({ amount, currency: "eur", destination: account });
    case "reverse":
      return await stripe.transfers.createReversal(state.transfers.at(-1)?.id ?? "tr_none", {
        amount,
      });
    case "payOut":
      return await control.payOut({
        account,
        currency: "eur",
        outcome: who === 0 ? "failed" : "paid",
      });
    case "refund":
      return await control.refund(charge, amount);
    case "dispute":
      return await control.openDispute(charge, amount);
    default:
      return await control.advance(60);
  }
}
