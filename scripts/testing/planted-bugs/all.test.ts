import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "@/scripts/processes/run-command";
import { PLANTED_BUGS } from "./all";

it.each(PLANTED_BUGS)("$id has one place in $file, so that it can still be planted", (bug) => {
  const source = readFileSync(path.join(ROOT, bug.file), "utf8");
  expect(source.split(bug.find)).toHaveLength(2);
});
