import { expect, it } from "vitest";
import { newId } from "./new-id";

it("makes ids of version 7 that differ, over several fillings of the pool", () => {
  const ids = Array.from({ length: 2_000 }, newId);
  expect(new Set(ids).size).toBe(2_000);
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.every((id) => uuid.test(id))).toBe(true);
  // The first 48 bits are the time in milliseconds.
  const times = ids.map((id) => id.slice(0, 13));
  expect(times).toEqual([...times].sort());
});
