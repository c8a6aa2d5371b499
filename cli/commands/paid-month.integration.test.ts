import { afterAll, beforeAll, expect, it } from "vitest";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { type CommandLine, openCommandLine } from "../testing/command-line";

const AS = ["--as", "fin@example.com"];

let market: Marketplace;
let commandLine: CommandLine;

/** €70.00 of February are paid to ada. */
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-02-10T00:00:00Z" }]);
  await market.approve("2026-02");
  await sendApproved(market.deps);
  await market.db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  commandLine = openCommandLine({
    DATABASE_URL: market.db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_tests",
    STRIPE_API_BASE: market.simulator.url,
    REMIT_CLOCK: "2026-04-02T10:00:00Z",
  });
});
afterAll(async () => {
  commandLine.stop();
  await market.stop();
});

async function remit(...words: readonly string[]): Promise<string> {
  const { out, error } = await commandLine.remit(...words);
  return `${out}${error}`;
}

it("takes a part of a payout back once, however often the same command is run", async () => {
  const [payout] = await market.db.sql<{ id: string }[]>`select id from payouts`;
  const reverse = (...words: readonly string[]) =>
    remit("run", "reverse", payout?.id ?? "", "--reason", "by mistake", ...AS, ...words);
  const part = ["--amount", "12.30", "--left", "70"];
  expect(await reverse("--amount", "12.30")).toContain(
    "€70.00 is left now: if you expect that, repeat it with --left 70.00",
  );
  expect(await reverse(...part)).toContain("€12.30 taken back from ada. They are owed again.");
  expect(await reverse(...part)).toContain("€57.70 is left. Nothing more was taken");
  const taken = market.db.sql`select reversed_amount from payouts`;
  expect(await taken).toEqual([{ reversed_amount: 1_230n }]);
});
