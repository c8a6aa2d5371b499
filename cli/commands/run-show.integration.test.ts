import { beforeAll, expect, it } from "vitest";
import { resolveReversals } from "@/lib/use-cases/resolve-reversals";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { type CommandLine, openCommandLine } from "../testing/command-line";

const POST = { method: "POST", path: "/reversals$" } as const;

let market: Marketplace;
let commandLine: CommandLine;
let runId: string;
let payoutId: string;

/** €70.00 of March are paid to ada. */
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  runId = await market.approve("2026-03");
  await sendApproved(market.deps);
  const [payout] = await market.db.sql<{ id: string }[]>`select id from payouts`;
  payoutId = payout?.id ?? "";
  await market.db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  commandLine = openCommandLine({
    DATABASE_URL: market.db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_tests",
    STRIPE_API_BASE: market.simulator.url,
    REMIT_CLOCK: "2026-04-02T10:00:00Z",
  });
  return async () => {
    commandLine.stop();
    await market.stop();
  };
});

async function reverse(amount: string, left: string): Promise<string> {
  const why = ["--reason", "by mistake", "--as", "fin@example.com"];
  const wish = ["--amount", amount, "--left", left, ...why];
  const { out, error } = await commandLine.remit("run", "reverse", payoutId, ...wish);
  return `${out}${error}`;
}

const show = async (...words: readonly string[]) =>
  (await commandLine.remit("run", "show", runId, ...words)).out;

const ASKED = "asked for by operator:fin@example.com at 2026-04-02T10:00:00.000Z: by mistake";

it("tells of a payout how much of it was taken back, and nothing where nothing was", async () => {
  expect(await show()).toMatch(/ {2}ada {2}€70\.00 {2}paid {2}tr_\w+\n$/);
  expect(await reverse("12.30", "70")).toContain("€12.30 taken back from ada.");
  const shown = await show();
  expect(shown).toMatch(/ {2}ada {2}€70\.00 {2}partly_reversed {2}tr_\w+ {2}€12\.30 taken back\n/);
  expect(shown).toContain(`\n    reversal 1  €12.30  made: Taken back  ${ASKED}\n`);
});

it("tells of a reversal that Stripe refused why, and what to do about it", async () => {
  await market.simulator.control.addFault({
    ...{ ...POST, mode: "status_before", status: 400 },
    headers: { "request-id": "req_1" },
    body: { error: { type: "invalid_request_error", code: "balance_insufficient", message: "" } },
  });
  expect(await reverse("10", "57.70")).toContain("error: The developer’s Stripe account does not");
  const shown = await show();
  expect(shown).toContain("€12.30 taken back\n    reversal 1  €12.30  made");
  expect(shown).toContain(
    `    reversal 2  €10.00  refused: The developer’s Stripe account does not hold enough to cover it. Nothing was taken back. Take back less, try later, or debit the developer with an adjustment.  ${ASKED}\n`,
  );
});

it("tells what became of a reversal without a clear answer, where the command sends to", async () => {
  await market.simulator.control.addFault({ ...POST, mode: "reset_before", times: 2 });
  expect(await reverse("5", "57.70")).toBe(
    `Stripe gave no clear answer about €5.00. The worker finds out; do not ask again.\n\`remit run show ${runId}\` tells what became of it.\n`,
  );
  expect(await show()).toContain("    reversal 3  €5.00  unknown: Checking with Stripe  asked");
  await market.setClock("2026-04-02T12:00:00Z");
  expect(await resolveReversals(market.deps)).toMatchObject({ refused: 1 });
  expect(await show()).toContain(
    "    reversal 3  €5.00  refused: Stripe gave no usable answer, and a look-up proved that nothing was taken back. Take it back again.  asked",
  );
});

it("tells the same to programs", async () => {
  const { payouts } = JSON.parse(await show("--json"));
  expect(payouts).toMatchObject([{ id: payoutId, reversed: { minor: 1_230, currency: "eur" } }]);
  const { reversals } = payouts[0];
  const asked = { reason: "by mistake", requestedBy: "operator:fin@example.com" };
  const amount = (minor: number) => ({ ...asked, amount: { minor, currency: "eur" } });
  expect(reversals).toMatchObject([
    { no: 1, ...amount(1_230), state: "made", reversalId: expect.stringMatching(/^trr_/) },
    { no: 2, ...amount(1_000), state: "refused", code: "balance_insufficient" },
    { no: 3, ...amount(500), state: "refused", code: "not_found_at_stripe" },
  ]);
  expect(reversals[0]).not.toHaveProperty("request");
});
