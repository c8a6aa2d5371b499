import { afterAll, beforeAll, expect, it } from "vitest";
import { verify } from "@/lib/use-cases/verify";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let market: Marketplace;
let commandLine: CommandLine;

beforeAll(async () => {
  market = await createMarketplace();
  const ada = await market.addDeveloper("ada");
  await market.sell(ada, [
    { externalId: "a1", amount: 999n, at: "2026-03-01T00:00:00Z" },
    { externalId: "a2", amount: 1_999n, at: "2026-03-01T00:00:00Z", kind: "renewal" },
  ]);
  await market.db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  commandLine = openCommandLine({
    DATABASE_URL: market.db.url,
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

const AS = ["--as", "fin@example.com"];

it("previews a rate, adds it, sets when months are paid, and says who owes nothing", async () => {
  const [preview, rule, debt] = await Promise.all([
    remit("terms", "preview", "75", "--from", "2026-04-03"),
    remit("payout-rule", "set", "--holding-days", "14", "--sweep", ...AS),
    remit("developer", "debt", "ada"),
  ]);
  expect(preview).toContain("€22.48 instead of €20.98 (+€1.50), of 2 sales");
  expect(preview).toContain("Nothing was saved.");
  expect(rule).toContain("From 2026-04 on  paid: After 14 days");
  expect(rule).toContain("below the minimum: In the run of December");
  expect(debt).toContain("Developer ada owes nothing.");
  const added = await remit("terms", "add", "75", "--from", "2026-04-03", ...AS);
  expect(added).toContain("From 2026-04-03 on developers get 75%.");
});

it("keeps small balances from the minimum that was set, and takes none of zero", async () => {
  expect(await remit("minimum", "show")).toContain("No minimum");
  expect(await remit("minimum", "set", "eur", "0", ...AS)).toContain("above zero, such as 25.00");
  expect(await remit("minimum", "set", "eur", "25")).toContain("Say who acts with --as EMAIL");
  expect(await remit("minimum", "set", "eur", "25", ...AS)).toContain("below €25.00 are carried");
  expect(await remit("minimum", "show")).toContain(
    "Nothing below €25.00  set by operator:fin@example.com",
  );
});

it("keeps a developer on hold with reason and author, once, until somebody lifts it", async () => {
  const hold = (id: string, reason: string) =>
    remit("developer", "hold", id, "--reason", reason, ...AS);
  expect(await hold("nobody", "A dispute")).toContain("There is no developer nobody");
  expect(await hold("ada", " ")).toContain("--reason: say why, in 1 to 500 characters");
  expect(await hold("ada", "A dispute")).toContain("Payouts of ada are on hold");
  expect(await hold("ada", "Another")).toContain(
    "ada is on hold already (A dispute), by operator:fin@example.com at 2026-04-02",
  );
  expect(await remit("developer", "holds")).toContain(
    "ada  A dispute  put on hold by operator:fin@example.com at 2026-04-02T10:00:00.000Z",
  );
  expect(await remit("developer", "unhold", "ada", ...AS)).toContain("The hold of ada is lifted");
  expect(await remit("developer", "unhold", "ada", ...AS)).toContain("ada is not on hold");
  expect(await remit("developer", "holds")).toContain("Nobody is on hold.");
});

it("makes somebody an admin, and takes it back", async () => {
  expect(await remit("user", "grant", "eve@example.com", "admin")).toContain("is an admin now");
  const asEve = ["minimum", "set", "usd", "5", "--as", "eve@example.com"];
  expect(await remit(...asEve)).toContain("below $5.00 are carried");
  expect(await remit("user", "revoke", "Eve@Example.com", "admin")).toContain(
    "eve@example.com is no admin any more.",
  );
  expect(await remit(...asEve)).toContain("eve@example.com is not an admin");
  expect(await remit("user", "revoke", "eve@example.com", "admin")).toContain(
    "had not been made an admin",
  );
});

it("asks for two people above a threshold, and for one again", async () => {
  expect(await remit("threshold", "set", "eur", "-1", ...AS)).toContain("zero or more");
  expect(await remit("threshold", "set", "eur", "0.5", ...AS)).toContain(
    "more than €0.50 takes two",
  );
  expect(await remit("threshold", "show")).toContain(
    "Two people above €0.50  set by operator:fin@example.com",
  );
  expect(await remit("threshold", "remove", "eur", ...AS)).toContain("any amount in EUR again");
  expect(await remit("threshold", "remove", "eur", ...AS)).toContain(
    "There is no threshold in EUR",
  );
});

it("corrects a sale once for each id, in parts, and never beyond what is left", async () => {
  const correct = (...words: readonly string[]) =>
    remit("correct", "a1", "--on", "2026-04-01", "--source", "test", ...AS, ...words);
  const part = ["--refund", "4.00", "--id", "letter-7"];
  expect(await correct(...part)).toContain("The refund of €4.00 of sale a1 is recorded.");
  expect(await correct(...part)).toContain("had been recorded before");
  expect(await correct("--dispute", "6.00")).toContain("Only €5.99 of the sale is left for this.");
  expect(await correct("--dispute")).toContain("The dispute of €5.99 of sale a1 is recorded.");
  expect(await correct("--dispute-won")).toContain("The won dispute of €5.99");
  expect(await correct("--refund", "--id", "letter-8")).toContain("--id: give the amount too");
  expect(await correct("--refund", "0")).toContain("not an amount above zero in EUR");
  expect(await correct("--dispute", "--refund")).toContain("Give one of --refund, --dispute and");
  expect(await remit("correct", "a1", "--refund", "--on", "2026-04-01", ...AS)).toContain(
    "There is no sale a1 of the source api",
  );
  const owed = await market.db.sql`
    select sum(developer_share)::text as owed from balances where developer_id = 'ada'`;
  expect(owed).toMatchObject([{ owed: String(1_399n + 699n - 280n) }]);
  const { checks } = await verify(market.deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});
