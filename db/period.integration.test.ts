import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf, parseZone } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

describe("the accounting day", () => {
  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"])(
    "is the same in TypeScript and in PostgreSQL in %s, around every midnight 2020–2035",
    async (name) => {
      const zone = parseZone(name);
      if (!zone.ok) throw new Error(name);
      const rows = await db.sql<{ at: Date; day: string }[]>`
        select at, (at at time zone ${name})::date as day
        from generate_series('2020-01-01'::timestamptz, '2036-01-01', interval '6 hours') as hour,
          unnest(array[hour - interval '1 ms', hour, hour + interval '1 hour']) as at`;
      const different = rows.filter(({ at, day }) => dayOf(at, zone.value) !== day);
      expect(rows.length).toBeGreaterThan(70_000);
      expect(different).toEqual([]);
    },
  );
});
