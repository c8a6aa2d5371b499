import { afterAll, beforeAll, expect, it } from "vitest";
import { problemsOf } from "@/scripts/testing/payout-proof";
import {
  approvedRun,
  NO_PAUSE,
  payoutOf,
  type SendingWorld,
  startSendingWorld,
  transfersOf,
} from "@/scripts/testing/sent-runs";
import { sendApproved } from "./send-approved";

/** Every money step writes into one of them, once. */
const MONEY_TABLES = ["events", "audit_log"];

let world: SendingWorld;

beforeAll(async () => {
  world = await startSendingWorld(["ada", "ben"]);
});
afterAll(() => world.stop());

/** Of ten statements that write, three lose their race, as deadlock and serialization failure. */
async function loseThreeInTen(): Promise<void> {
  const { sql } = world.db;
  await sql`create sequence writes minvalue 0`;
  await sql`create sequence losses minvalue 0`;
  await sql`
    create function lose() returns trigger language plpgsql as $lose$
    declare no bigint := nextval('writes');
    begin
      if no * 7 % 10 < 3 then
        perform nextval('losses');
        raise exception using message = 'lost', errcode = case no % 2 when 0 then '40001' else '40P01' end;
      end if;
      return null;
    end $lose$`;
  for (const table of MONEY_TABLES) {
    await sql`create trigger lose before insert on ${sql(table)} execute function lose()`;
  }
}

it("F41: when three in ten writes are lost to others, months are recorded, closed, approved and paid once", async () => {
  await loseThreeInTen();
  for (let month = 0; month < 3; month++) {
    const runId = await approvedRun(world, ["ada-plugin", "ben-plugin"]);
    const report = await sendApproved(world.deps, { ...NO_PAUSE, concurrency: 1 });
    expect(report).toMatchObject({ paid: 2, failed: 0, unknown: 0 });
    expect(await payoutOf(world, runId)).toMatchObject({ state: "paid", attempts: 1 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  }
  const [lost] = await world.db.sql`select last_value::int as count from losses`;
  expect(lost?.count).toBeGreaterThan(10);
  expect(await problemsOf(world)).toEqual([]);
});
