import { describe, expect, it } from "vitest";
import { correctnessProblems } from "./correctness-page";

const files: Readonly<Record<string, string>> = {
  "a.test.ts": 'it("pays once", () => {})',
  "docs/why.md": "",
};
const evidence = {
  read: (file: string) => files[file],
  invariants: ["shares_add_up"],
  crashPoints: { "send.begun": "CP1" },
};
const rows = [
  ...Array.from({ length: 56 }, (_, index) => `F${String(index + 1).padStart(2, "0")}`),
  ...Array.from({ length: 13 }, (_, index) => `S${index + 1}`),
  ...Array.from({ length: 35 }, (_, index) => `I${index + 1}`),
].join(" ");
const page = (text: string) => `${rows} \`shares_add_up\` ${text}\n| CP1 \`send.begun\` | a key |`;

describe("the page of correctness", () => {
  it("is right when its files, titles, rows and invariants are there", () => {
    const text = "[pays once](../a.test.ts) [a.test.ts](../a.test.ts) [why](why.md)";
    expect(correctnessProblems(page(text), evidence)).toEqual([]);
  });

  it.each([
    ["[pays twice](../a.test.ts)", 'names the test "pays twice", which a.test.ts does not have'],
    ["[once](../a.test.ts)", 'names the test "once", which a.test.ts does not have'],
    ["[pays once](../b.test.ts)", "links to b.test.ts, which does not exist"],
    ["[why](what.md)", "links to docs/what.md, which does not exist"],
  ])("is wrong when it says %s", (text, problem) => {
    expect(correctnessProblems(page(text), evidence)).toEqual([problem]);
  });

  it("is wrong when a row's tests are not found by its name", () => {
    const files = { "a.test.ts": 'it("F01: pays once"); it("pays once")' };
    const read = (file: string) => files[file as keyof typeof files];
    const line =
      "\n| F01, F02 | dies | [F01: pays once](../a.test.ts), [pays once](../a.test.ts) |";
    expect(correctnessProblems(page(line), { ...evidence, read })).toEqual([
      'names "pays once" for F01, F02: begin its title with the row',
      "has no test for F02 whose title begins with it",
    ]);
  });

  it("is wrong when it numbers a crash point otherwise than the steps", () => {
    const text = page("").replace("CP1", "CP2");
    expect(correctnessProblems(text, evidence)).toEqual([
      "leaves out CP1 `send.begun`",
      "has CP2 `send.begun`, which is no step",
    ]);
  });

  it("is wrong when a row or an invariant is left out", () => {
    const text = page("").replace("F09", "").replace("shares_add_up", "");
    const problems = correctnessProblems(text, evidence);
    expect(problems).toEqual([
      "leaves out F09 of the catalogue",
      "leaves out the invariant shares_add_up: add it to a row",
    ]);
  });
});
