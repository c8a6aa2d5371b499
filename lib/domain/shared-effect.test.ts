import { describe, expect, it } from "vitest";
import { trustedCurrency } from "./currency";
import { trusted } from "./ids";
import { basisPoints } from "./share";
import { effectOnShared, type SharedSales } from "./shared-effect";

const author = (id: string, part: number, share: bigint) => ({
  developerId: trusted.developerId(id),
  part: basisPoints(part),
  share,
});

/** Three sales of 10.00 at 70 %, of which Ada has two thirds. */
const SAME: SharedSales = {
  pluginId: trusted.pluginId("duet"),
  currency: trustedCurrency("eur"),
  ...{ sales: 3n, whole: 1_000n, returned: 0n },
  authors: [author("ada", 6_667, 467n), author("ben", 3_333, 233n)],
};

describe("effectOnShared", () => {
  it("divides what the rate gives of each sale, and counts a sale once", () => {
    const [ada, ben] = effectOnShared(SAME, basisPoints(8_001));
    expect(ada).toMatchObject({ developerId: "ada", sales: 3, before: 1_401n, after: 1_599n });
    expect(ben).toMatchObject({ developerId: "ben", sales: 0, before: 699n, after: 801n });
  });

  it("takes back what was given of what the buyer has back, and of everything all", () => {
    const half = effectOnShared({ ...SAME, sales: 1n, returned: 500n }, basisPoints(8_000));
    expect(half.map(({ after }) => after)).toEqual([267n, 133n]);
    const all = effectOnShared({ ...SAME, returned: 1_000n }, basisPoints(8_000));
    expect(all.map(({ after }) => after)).toEqual([0n, 0n]);
  });
});
