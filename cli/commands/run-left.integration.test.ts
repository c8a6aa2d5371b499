import { beforeAll, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { createInstantWorld, type InstantWorld } from "@/scripts/testing/instant-world";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let world: InstantWorld;
let commandLine: CommandLine;
let ben: DeveloperActor;

/** On 2 April both are paid at once; a sale of Ada is, and one of Ben, who has no account, is left. */
beforeAll(async () => {
  world = await createInstantWorld();
  await world.market.simulator.control.fund("eur", 1_000_000);
  const ada = await world.addDeveloper("ada");
  ben = await world.addDeveloper("ben", false);
  await world.sell(ada, "a1", 2_000n);
  await world.sell(ben, "b1", 1_000n);
  await world.work();
  commandLine = openCommandLine({ DATABASE_URL: world.market.db.url });
  return async () => {
    commandLine.stop();
    await world.stop();
  };
});

const left = (...words: readonly string[]) => commandLine.remit("run", "left", ...words);

it("lists the sales that were not paid at once with why, and what would change it", async () => {
  const line =
    "b1  test  ben  €7.00  2026-04-02T10:00:00.000Z  not_onboarded: Left for the month’s run, because they had not connected a Stripe account. It is their turn.\n";
  expect(await left()).toEqual({ code: 0, out: line, error: "" });
  expect((await left("--developer", "ben")).out).toBe(line);
  const { saleSkips, hasMore } = JSON.parse((await left("--json")).out);
  const sale = { externalId: "b1", source: "test" };
  expect(saleSkips).toMatchObject([{ sale, reason: "not_onboarded", amount: { minor: 700 } }]);
  expect(hasMore).toBe(false);
});

it("says that nothing was left of a developer, and that another is not known", async () => {
  expect((await left("--developer", "ada")).out).toBe("No sale was left for the month's run.\n");
  const unknown = await left("--developer", "nobody");
  expect(unknown).toMatchObject({ code: 1, error: "error: There is no developer nobody\n" });
});

it("names the payout that has the sale since", async () => {
  const { market } = world;
  await market.setClock("2026-05-02T10:00:00Z");
  await market.connect(ben);
  await market.approve("2026-04");
  const [payout] = await market.db.sql`select id from payouts where developer_id = 'ben'`;
  expect((await left()).out).toContain(
    `a Stripe account. It is in the payout of April 2026 (${payout?.id}): approved.\n`,
  );
});
