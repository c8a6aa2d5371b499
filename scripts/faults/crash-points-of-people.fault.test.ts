import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mintDeveloper } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { accepted } from "@/scripts/testing/payout-world";
import { crashPointsOf } from "./crash-points";
import { createDeaths, type Deaths } from "./deaths";
import { createFaultWorld, type FaultWorld } from "./fault-world";

const DAY_SECONDS = 86_400;
/** A reversal that Stripe's list has not shown for an hour was not made. */
const HOUR_SECONDS = 3_700;
const KILLED = { code: null, signal: "SIGKILL" };

let world: FaultWorld;
let deaths: Deaths;

beforeAll(async () => {
  world = await createFaultWorld();
  deaths = createDeaths(world);
});
afterAll(() => world?.close());
afterEach(async () => {
  expect(await deaths.problems()).toEqual([]);
});

describe("kill -9 while a payout is taken back", () => {
  const paidPayout = async () => {
    const runId = await world.approvedRun();
    await world.settle(runId);
    const [payout] = await world.payoutsOf(runId);
    if (!payout) throw new Error("Nobody was paid");
    return payout.id;
  };

  /** At Stripe and in the books, in minor units, and by how many reversals. */
  const takenBack = async (payoutId: string) => {
    const { transfers, reversals } = await world.simulator.control.state();
    const transfer = transfers.find((each) => each.transfer_group === `payout:${payoutId}`);
    const [book] = await world.db.sql<{ amount: bigint }[]>`
      select reversed_amount as amount from payouts where id = ${payoutId}`;
    const made = reversals.filter((each) => each.transfer === transfer?.id).length;
    return { atStripe: transfer?.amount_reversed, inTheBooks: book?.amount, made };
  };
  const ONCE = { atStripe: 500, inTheBooks: 500n, made: 1 };

  it.each(crashPointsOf("reverse"))("F01–F03: at %s (%s): it is back once", async (step) => {
    const payoutId = await paidPayout();
    expect(await deaths.dieAt(step, "person", "reverse", payoutId)).toEqual(KILLED);
    await deaths.restart();
    await world.advance(HOUR_SECONDS);
    await deaths.restart();
    if (step === "reverse.requested") {
      // Stripe was never asked: an hour later that is certain, and the admin may ask again.
      expect(await takenBack(payoutId)).toEqual({ atStripe: 0, inTheBooks: 0n, made: 0 });
      const wish = { payoutId, amount: 500n, reason: "a test" };
      accepted(await reversePayout(world.deps, world.admin, wish));
    }
    expect(await takenBack(payoutId)).toEqual(ONCE);
  });

  it.each(crashPointsOf("resolve_reversal"))(
    "F01–F03: at %s (%s), looking for one without an answer: it is back once",
    async (step) => {
      const payoutId = await paidPayout();
      const path = "^/v1/transfers/[^/]+/reversals$";
      await world.simulator.control.addFault({ method: "POST", path, mode: "hang_after" });
      const wish = { payoutId, amount: 500n, reason: "a test" };
      const asked = accepted(await reversePayout(world.deps, world.admin, wish));
      expect(asked.state).toBe("unknown");
      await world.advance(10);
      expect(await deaths.dieAt(step, "worker")).toEqual(KILLED);
      await deaths.restart();
      expect(await takenBack(payoutId)).toEqual(ONCE);
    },
  );
});

describe("kill -9 while a developer is sent to Stripe", () => {
  let developers = 0;
  const newDeveloper = async () => {
    developers += 1;
    const id = trusted.developerId(`new-${developers}`);
    await saveDeveloper(world.deps, world.admin, { id, name: `Developer ${id}` });
    return mintDeveloper(`user:${id}@example.com`, id, "owner");
  };
  type Developer = Awaited<ReturnType<typeof newDeveloper>>;
  const goOn = (developer: Developer) => startOnboarding(world.deps, developer);

  /** Those at Stripe that are the developer's and open to us, and the one in the books. */
  const accountsOf = async ({ developerId }: Developer) => {
    const { accounts } = await world.simulator.control.state();
    const own = accounts.filter(({ metadata }) => metadata?.developer_id === developerId);
    const [book] = await world.db.sql<{ id: string | null }[]>`
      select stripe_account_id as id from connected_accounts where developer_id = ${developerId}`;
    return {
      atStripe: own.filter(({ access }) => access === "open").map(({ id }) => id),
      inTheBooks: book?.id,
    };
  };
  const expectOne = async (developer: Developer) => {
    const { atStripe, inTheBooks } = await accountsOf(developer);
    expect(atStripe).toHaveLength(1);
    expect(inTheBooks).toBe(atStripe[0]);
  };

  it.each(["onboard.begun", "onboard.created", "onboard.kept"])(
    "F01–F03: at %s: the next click goes on with the one account",
    async (step) => {
      const developer = await newDeveloper();
      expect(await deaths.dieAt(step, "person", "onboard", developer.developerId)).toEqual(KILLED);
      const before = (await accountsOf(developer)).atStripe;
      expect(before).toHaveLength(step === "onboard.begun" ? 0 : 1);
      expect(await goOn(developer)).toMatchObject({ ok: true, value: { kind: "onboarding" } });
      await expectOne(developer);
    },
  );

  it("F01–F03: at onboard.created, and the key is over when somebody clicks again: the account is found", async () => {
    const developer = await newDeveloper();
    expect(
      await deaths.dieAt("onboard.created", "person", "onboard", developer.developerId),
    ).toEqual(KILLED);
    const [account] = (await accountsOf(developer)).atStripe;
    await world.advance(DAY_SECONDS);
    expect(await goOn(developer)).toMatchObject({ ok: true });
    expect(await accountsOf(developer)).toEqual({ atStripe: [account], inTheBooks: account });
  });

  it("F01–F03: at onboard.renewed, after one at onboard.begun whose key is over: one account", async () => {
    const developer = await newDeveloper();
    expect(await deaths.dieAt("onboard.begun", "person", "onboard", developer.developerId)).toEqual(
      KILLED,
    );
    await world.advance(DAY_SECONDS);
    expect(
      await deaths.dieAt("onboard.renewed", "person", "onboard", developer.developerId),
    ).toEqual(KILLED);
    expect(await goOn(developer)).toMatchObject({ ok: true });
    await expectOne(developer);
  });

  it("F01–F03: at onboard.replaced, when access to the first account was lost: one account that is open", async () => {
    const developer = await newDeveloper();
    await goOn(developer);
    const [lost = ""] = (await accountsOf(developer)).atStripe;
    await world.simulator.control.deauthorize(lost);
    expect(
      await deaths.dieAt("onboard.replaced", "person", "onboard", developer.developerId),
    ).toEqual(KILLED);
    expect(await goOn(developer)).toMatchObject({ ok: true });
    await expectOne(developer);
    expect((await accountsOf(developer)).inTheBooks).not.toBe(lost);
  });
});

it("F01–F03: every point of taking back and of onboarding was played", () => {
  expect(deaths.missing("reverse", "resolve_reversal", "onboard")).toEqual([]);
});
