import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertUser, joinDevelopersByEmail } from "@/db/writes/users";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
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
