import { describe, expect, it } from "vitest";
import { isOutage } from "./outage";

const failure = (code: string) => Object.assign(new Error("x"), { code });

describe("isOutage", () => {
  it.each([
    ...[
      "CONNECT_TIMEOUT",
      "CONNECTION_CLOSED",
      "CONNECTION_DEADLINE",
      "ECONNREFUSED",
      "ECONNRESET",
    ],
    ...["08006", "25006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P03"],
  ])("says of %s that the same request may succeed later", (code) => {
    expect(isOutage(failure(code))).toBe(true);
    expect(isOutage(new Error("Failed query", { cause: failure(code) }))).toBe(true);
  });

  it.each(["23505", "23514", "42601", "22P02", "NEXT_REDIRECT"])(
    "says of %s that it is no outage",
    (code) => {
      expect(isOutage(failure(code))).toBe(false);
    },
  );

  it("is not confused by what is no error at all", () => {
    expect([undefined, null, "ECONNREFUSED", {}].map(isOutage)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
