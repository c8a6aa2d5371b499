import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { auditSubjectPath, auditWords } from "./audit-words";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const ACTION = /\baction(?: =|:)\s*"([a-z_]+\.[a-z_]+)"/g;

describe("auditWords", () => {
  it("has words for every act that the code writes into the log", () => {
    const actions = ["db/writes", "lib/use-cases"].flatMap(actionsIn);
    expect(actions.length).toBeGreaterThan(25);
    expect(actions.filter((action) => auditWords(action) === action)).toEqual([]);
  });

  it("shows the code of an act that it does not know", () => {
    expect(auditWords("moon.land")).toBe("moon.land");
  });
});

describe("auditSubjectPath", () => {
  it.each([
    ["developer:a&b", "/admin/developers/a%26b"],
    ["payout:0197", "/admin/payouts/0197"],
    ["period:2026-03", "/admin/periods/2026-03"],
    ["plugin:log-weaver", "/admin/plugins/log-weaver"],
    ["currency:eur", undefined],
    ["worker", undefined],
  ])("leads from %s to %s", (subject, page) => {
    expect(auditSubjectPath(subject)).toBe(page);
  });
});

function actionsIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
    .flatMap((name) => [...readFileSync(path.join(ROOT, folder, name), "utf8").matchAll(ACTION)])
    .flatMap(([, action]) => (action ? [action] : []));
}
