import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PLANTED_BUGS } from "./all";
import { plantIn, SINS } from "./planted-bug";

const ROOT = new URL("../../../", import.meta.url);

it.each(PLANTED_BUGS)("$id fits the source, so that it can still be planted", (bug) => {
  const source = readFileSync(new URL(bug.file, ROOT), "utf8");
  expect(plantIn(source, bug)).not.toBe(source);
});

it.each(SINS)("%s, a sin of the program that Remit replaces, is planted", (sin) => {
  expect(PLANTED_BUGS.filter((bug) => bug.sin === sin)).not.toEqual([]);
});
