import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertUser, joinDevelopersByEmail } from "@/db/writes/users";
import { trusted } from "@/lib/domain/ids";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { countWaiting } from "@/scripts/testing/waiting-statements";
import { mintAdmin } from "./actor";
import { readSession, startSession } from "./session";
import { hashToken } from "./token";

const NOW = new Date();

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  await db.sql`truncate users, sessions, members cascade`;
});

const user = (email: string) =>
  insertUser(db, {
    ...{ id: randomUUID(), name: null, email, image: null },
    ...{ verifiedAt: NOW, role: "user" },
  });

describe("a session", () => {
  it("is dead at once after sign-out, after its user is deleted, and when it was made up", async () => {
    const ada = await user("ada@example.com");
    const { token } = await startSession(db, ada, NOW, []);
    expect((await readSession(db, token, NOW, []))?.user.email).toBe("ada@example.com");
    await db.sql`delete from users where id = ${ada.id}`;
    expect(await readSession(db, token, NOW, [])).toBeUndefined();
    expect(await readSession(db, "A".repeat(43), NOW, [])).toBeUndefined();
    expect(await readSession(db, hashToken(token), NOW, [])).toBeUndefined();
  });

  it("F28: sees a role and a membership change with the next request", async () => {
    const ada = await user("ada@example.com");
    await db.sql`insert into developers (id, name, email) values ('dev-a', 'Ada', 'Ada@Example.com')`;
    const { token } = await startSession(db, ada, NOW, []);
    expect((await readSession(db, token, NOW, []))?.user).toMatchObject({
      isAdmin: false,
      memberships: [],
    });
    expect(await joinDevelopersByEmail(db, ada, NOW)).toBe(1);
    expect(await joinDevelopersByEmail(db, ada, NOW)).toBe(0);
    expect((await readSession(db, token, NOW, ["ada@example.com"]))?.user).toMatchObject({
      isAdmin: true,
      memberships: [{ developerId: "dev-a", developerName: "Ada", role: "owner" }],
    });
    expect((await readSession(db, token, NOW, []))?.user.isAdmin).toBe(false);
  });
});

describe("a developer whose address is put right", () => {
  const save = (email?: string) =>
    saveDeveloper({ db, now: () => NOW }, mintAdmin("user:fin@example.com"), {
      ...{ id: trusted.developerId("dev-moved"), name: "Moved" },
      ...(email === undefined ? {} : { email }),
    });
  const peopleOf = async () => {
    const rows = await db.sql<{ email: string }[]>`
      select users.email from members join users on users.id = members.user_id
      where members.developer_id = 'dev-moved' order by 1`;
    return rows.map(({ email }) => email);
  };

  it("is left at once by who had joined by the wrong one, and stays with all others", async () => {
    await save("Typo@example.com");
    const typo = await user("typo@example.com");
    const colleague = await user("colleague@example.com");
    await joinDevelopersByEmail(db, typo, NOW);
    await db.sql`insert into members (user_id, developer_id, role)
      values (${colleague.id}, 'dev-moved', 'member')`;
    const { token } = await startSession(db, typo, NOW, []);
    await save("typo@example.com");
    expect(await peopleOf()).toEqual(["colleague@example.com", "typo@example.com"]);
    await save("ada@example.com");
    expect(await peopleOf()).toEqual(["colleague@example.com"]);
    expect((await readSession(db, token, NOW, []))?.user.memberships).toEqual([]);
    expect(await joinDevelopersByEmail(db, typo, NOW)).toBe(0);
    const [entry] = await db.sql`
      select actor, subject, detail from audit_log where action = 'developer.address'`;
    expect(entry).toEqual({
      actor: "user:fin@example.com",
      subject: "developer:dev-moved",
      detail: { from: "typo@example.com", to: "ada@example.com" },
    });
  });

  it("is joined by nobody who signs in while the address is being changed", async () => {
    await save("wrong@example.com");
    const wrong = await user("wrong@example.com");
    let joining: Promise<number> | undefined;
    await db.sql.begin(async (changing) => {
      await changing`update developers set email = 'right@example.com' where id = 'dev-moved'`;
      joining = joinDevelopersByEmail(db, wrong, NOW);
      await expect.poll(() => countWaiting(db)).toBe(1);
    });
    expect(await joining).toBe(0);
    expect(await peopleOf()).toEqual([]);
  });

  it("is left by who joins at the very moment, when the join was first", async () => {
    await save("wrong@example.com");
    const wrong = await user("wrong@example.com");
    let changing: Promise<unknown> | undefined;
    await db.sql.begin(async (joining) => {
      await joining`select from developers where id = 'dev-moved' for share`;
      changing = save("right@example.com");
      await expect.poll(() => countWaiting(db)).toBe(1);
      await joining`insert into members (user_id, developer_id, role)
        values (${wrong.id}, 'dev-moved', 'owner')`;
      // Their audit entry comes last, for which whoever waits here must not stand in the way.
      await joining`update audit_head set seq = seq`;
    });
    await changing;
    expect(await peopleOf()).toEqual([]);
  });
});

describe("a developer", () => {
  it("is found by their id: two of one name are two, and neither sees the other's money", async () => {
    await db.sql`insert into developers (id, name, email) values
      ('dev-one', 'Robin Reed', 'one@example.com'), ('dev-two', 'Robin Reed', 'two@example.com')`;
    for (const name of ["one", "two"]) {
      const robin = await user(`${name}@example.com`);
      await joinDevelopersByEmail(db, robin, NOW);
      const { token } = await startSession(db, robin, NOW, []);
      const session = await readSession(db, token, NOW, []);
      expect(session?.user.memberships.map(({ developerId }) => developerId)).toEqual([
        `dev-${name}`,
      ]);
    }
  });
});
