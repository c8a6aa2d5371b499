import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { correctnessProblems } from "./checks/correctness-page";
import { ROOT } from "./processes/run-command";

const INVARIANTS = "db/queries/invariants";
const ID = /^\s*id: "([a-z_]+)"/gm;
const CRASH_POINTS = "scripts/faults/crash-points.ts";
const POINT = /^\s*"([a-z_.]+)": "(CP\d+)"/gm;

const read = (file: string) => {
  const place = path.join(ROOT, file);
  return existsSync(place) ? readFileSync(place, "utf8") : undefined;
};
const stated = [
  ...readdirSync(path.join(ROOT, INVARIANTS)).map((name) => `${INVARIANTS}/${name}`),
  "lib/use-cases/verify.ts",
];
const invariants = stated.flatMap((file) =>
  Array.from((read(file) ?? "").matchAll(ID), ([, id = ""]) => id),
);
const crashPoints = Object.fromEntries(
  Array.from((read(CRASH_POINTS) ?? "").matchAll(POINT), ([, step = "", no = ""]) => [step, no]),
);
const evidence = { read, invariants, crashPoints };
const problems = correctnessProblems(read("docs/correctness.md") ?? "", evidence);
for (const problem of problems) console.log(`docs/correctness.md ${problem}`);
console.log(`${invariants.length} invariants, ${problems.length} problems on the page`);
process.exitCode = problems.length > 0 ? 1 : 0;
