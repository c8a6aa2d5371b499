import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { appendAudit, auditCtes, findAuditBreaks } from "./audit";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const entry = {
  at: new Date("2026-03-01T10:00:00.120Z"),
  actor: "user:ada@example.com",
  action: "test.note",
  subject: "test:1",
  detail: { count: 2, name: 'a "quoted" name' },
};

describe("the audit log", () => {
  it("stays one unbroken chain under concurrent appends", async () => {
    await Promise.all(Array.from({ length: 40 }, () => appendAudit(db, entry)));
    const [row] = await db.sql`select count(*)::int as count, max(seq) as last from audit_log`;
    expect(row).toEqual({ count: 40, last: 40n });
    expect(await findAuditBreaks(db)).toEqual([]);
  });

  it("writes nothing when the step it belongs to did nothing", async () => {
    const detail = db.sql`(select jsonb_build_object('count', count(*)) from step)`;
    await db.sql`
      with step as (select 1 where false), ${auditCtes(db, { ...entry, detail }, "step")}
      select seq from audit_entry`;
    const [row] = await db.sql`select count(*)::int as count from audit_log`;
    expect(row?.count).toBe(40);
  });

  it("cannot be changed, and shows it when it was changed behind the trigger's back", async () => {
    await expect(db.sql`update audit_log set actor = 'nobody' where seq = 7`).rejects.toThrow(
      /append-only/,
    );
    await db.sql`alter table audit_log disable trigger audit_log_append_only`;
    await db.sql`update audit_log set actor = 'nobody' where seq = 7`;
    expect(await findAuditBreaks(db)).toEqual([7n]);
  });
});
