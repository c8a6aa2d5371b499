import { afterAll, beforeAll, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { type CommandLine, openCommandLine } from "../testing/command-line";

const AS = ["--as", "fin@example.com"];

let market: Marketplace;
let commandLine: CommandLine;

/** €70.00 of February are paid to ada. March is over: ada earned €21.00, ben €7.00. */
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-02-10T00:00:00Z" }]);
  await market.approve("2026-02");
  await sendApproved(market.deps);
  await market.sell(ada, [{ externalId: "a2", amount: 3_000n, at: "2026-03-10T00:00:00Z" }]);
  const ben = await market.addDeveloper("ben");
  await market.sell(ben, [{ externalId: "b1", amount: 1_000n, at: "2026-03-10T00:00:00Z" }]);
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

it("F27: takes a part of a payout back once, however often the same command is run", async () => {
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

it("shows what a month would pay and skip before it is prepared, and finds its run after", async () => {
  const [months, preview] = await Promise.all([
    remit("period", "list"),
    remit("run", "preview", "2026-03"),
  ]);
  expect(months).toContain("2026-03  ended  0 runs  €28.00 earned, €28.00 unsettled\n");
  expect(months).toContain("2026-02  closed by user:admin@example.com at 2026-04-02");
  expect(preview).toContain("Period 2026-03 is open: its figures may still move.");
  expect(preview).toContain("1 payout of €21.00 in all\n  ada  €21.00\n1 balance skipped\n");
  expect(preview).toContain("  ben  €7.00  not_onboarded: They have not connected");

  await remit("period", "close", "2026-03", ...AS);
  const prepared = await remit("run", "prepare", "2026-03", "--json", ...AS);
  const { runId } = JSON.parse(prepared);
  const [waiting, paid, sales, rest] = await Promise.all([
    remit("run", "list", "--state", "prepared"),
    remit("run", "list", "--period", "2026-02"),
    remit("run", "list", "--sales"),
    remit("run", "preview", "2026-03"),
  ]);
  const line = `${runId}  2026-03  prepared  1 ready (€21.00), 1 balance skipped  prepared by operator:fin`;
  expect(waiting).toContain(line);
  expect(waiting).not.toContain("approved");
  expect(paid).toContain("  2026-02  approved  1 partly_reversed (€70.00)  prepared by user:admin");
  expect(sales).toContain("There is no such run.");
  expect(rest).toContain(`Run ${runId} waits for its approval. What it claimed is not here.\n`);
  expect(rest).toContain("Nobody would be paid.");
});

it("lists a payment that nobody could record, records it once it is put right, or leaves it", async () => {
  const { control } = market.simulator;
  const pay = async (plugin: string) => {
    const metadata = { remit_plugin_id: plugin };
    return (await control.charge({ amount: 1_000, currency: "eur", metadata })).id;
  };
  const [late, mistyped] = [await pay("late-plugin"), await pay("mistyped")];
  expect(await remit("reconcile")).toContain("2 payments, see `remit charges list`");
  const listed = await remit("charges", "list");
  expect(listed).toContain(`${late}  Charge for late-plugin  2026-04-02T10:0`);
  expect(listed).toContain("The catalogue has no plugin of this name. Add the plugin");

  expect(await remit("charges", "retry", late, ...AS)).toContain("error: Still not: The catalogue");
  const plugin = { id: trusted.pluginId("late-plugin"), developerId: trusted.developerId("ada") };
  await savePlugin(market.deps, market.admin, { ...plugin, name: "Late" });
  expect(await remit("charges", "retry", late, ...AS)).toContain("this charge is recorded.");
  expect(await remit("charges", "retry", late, ...AS)).toContain("does not wait for anybody");
  const leave = (note: string) => remit("charges", "leave", mistyped, "--note", note, ...AS);
  expect(await leave(" ")).toContain("--note: say why, in 1 to 500 characters");
  expect(await leave("A test of the shop")).toContain(`${mistyped} stays unrecorded.`);
  expect(await leave("Again")).toContain("does not wait for anybody");
  expect(await remit("charges", "list")).toContain("Nothing waits.");
  const recorded = await market.db
    .sql`select external_id as id from events where source = 'stripe'`;
  expect(recorded).toEqual([{ id: late }]);
});

it("lets a failed payout be sent again once, and says who is left when nobody can be paid", async () => {
  const [run] = await market.db.sql<{ id: string }[]>`select id from runs where state = 'prepared'`;
  const step = (name: string) => remit("run", name, run?.id ?? "", ...AS);
  await step("approve");
  await market.simulator.control.addFault({
    ...{ method: "POST", path: "^/v1/transfers$", mode: "status_before", status: 400 },
    body: JSON.stringify({ error: { type: "invalid_request_error", message: "no" } }),
  });
  await sendApproved(market.deps);
  expect(await step("show")).toContain("ada  €21.00  failed");
  expect(await step("retry")).toContain("1 payout approved again. The worker sends them.");
  expect(await step("retry")).toContain("has failed");
  await sendApproved(market.deps);
  expect(await step("show")).toContain("ada  €21.00  paid  tr_");
  expect(await remit("run", "prepare", "2026-03", ...AS)).toContain(
    "Nothing to pay. ben €7.00: They have not connected a Stripe account. It is their turn.",
  );
});

it("says why a developer owes, since when and because of what", async () => {
  const about = ["--currency", "eur", "--reason", "fee", "--note", "Listing fee"];
  await remit("adjust", "ben", "ben-plugin", "--debit", "10", ...about, ...AS);
  const debt = await remit("developer", "debt", "ben");
  expect(debt).toContain("€3.00");
  expect(debt).toContain("\n  2026-04-02  adjustment  −€10.00  Plugin of ben  ");
  expect(debt).toContain("Listing fee");
});

it("changes how a developer, a plugin and a month are dealt with, and says how it is now", async () => {
  const schedule = () => remit("developer", "schedule", "ben", "instant", ...AS);
  expect(await schedule()).toContain("Sales of ben are paid each by itself at once, from the next");
  expect(await schedule()).toContain("Sales of ben were paid already each by itself at once.");

  const shares = (...parts: readonly string[]) => remit("plugin", "shares", "ada-plugin", ...parts);
  expect(await shares()).toContain("Plugin of ada is ada's alone.");
  expect(await shares("ada", "ben=30", ...AS)).toContain("ada is not a part");
  await shares("ada=70", "ben=30", "--from", "2026-04-01", ...AS);
  expect(await shares()).toContain("shared by 2 developers:\n  ada  70% (owner)\n  ben  30%");

  const jobs = (...words: readonly string[]) => remit("jobs", ...words);
  expect(await jobs("schedule", "--day", "29", ...AS)).toContain("--day takes a day from 1 to 28");
  expect(await jobs("schedule", "--day", "3", ...AS)).toContain("On day 3 of each month at 09:00");
  expect(await jobs()).toContain("Set by operator:fin@example.com.");
  expect(await jobs("unschedule", ...AS)).toContain("closed and prepared by hand");
  expect(await jobs()).not.toContain("Set by");
});

it("tells what Stripe has available, and that nothing is paused", async () => {
  const shown = await remit("balance", "show");
  expect(shown).toMatch(/^€[\d,]+\.\d\d available at Stripe\nNothing is paused\.\n$/);
  expect(await remit("balance", "check", ...AS)).toBe("Nothing is paused.\n");
});
