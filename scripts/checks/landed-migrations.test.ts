import { describe, expect, it } from "vitest";
import { findChangedMigrations } from "./landed-migrations";

// `printf 'select 1;\n' | sha256sum`
const SUM = "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c";
const FIRST = { name: "0000_first.sql", sql: "select 1;\n" };
const SUMS = `${SUM}  ${FIRST.name}\n`;

describe("findChangedMigrations", () => {
  it("lets migrations pass that are as listed, whatever their line ends", () => {
    expect(findChangedMigrations([FIRST], SUMS)).toEqual([]);
    expect(findChangedMigrations([{ ...FIRST, sql: "select 1;\r\n" }], SUMS)).toEqual([]);
  });

  it("finds one that was changed, and says where to mend it", () => {
    const found = findChangedMigrations([{ ...FIRST, sql: "select 2;\n" }], SUMS);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^0000_first\.sql is not what it was\. .*mend it in a new migration/);
  });

  it("asks for the line of a new one, and takes the one that it gives", () => {
    const second = { name: "0001_second.sql", sql: "select 2;\n" };
    const [asked = ""] = findChangedMigrations([FIRST, second], SUMS);
    expect(asked).toMatch(/^0001_second\.sql is not listed yet/);
    const line = asked.split("Its line: ")[1];
    expect(findChangedMigrations([FIRST, second], `${SUMS}${line}\n`)).toEqual([]);
  });

  it("finds one that is gone", () => {
    expect(findChangedMigrations([], SUMS)).toEqual(["0000_first.sql is listed, but gone"]);
  });
});
