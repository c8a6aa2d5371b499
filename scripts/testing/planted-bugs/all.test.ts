import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PLANTED_BUGS } from "./all";

const ROOT = new URL("../../../", import.meta.url);

it.each(PLANTED_BUGS)("$id has one place in $file, so that it can still be planted", (bug) => {
  const source = readFileSync(new URL(bug.file, ROOT), "utf8");
  expect(source.split(bug.find)).toHaveLength(2);
});
