import { expect, it } from "vitest";
import { reconcileReport } from "./scheduled-checks";

const NOW = new Date("2026-04-01T00:00:00Z");

function found(differenceCount: number, open: number) {
  return {
    ...{ since: undefined, startedAt: NOW, finishedAt: NOW, foreignTransfers: 0 },
    ...{ transfersRead: 2, payoutsRead: 1, fixed: [], fixedCount: 0, differences: [] },
    ...{ differenceCount, charges: { read: 3, madeUpFor: 0, open, isIncomplete: false } },
  };
}

it.each([
  { differences: 0, open: 0, outcome: "done", says: "they agree." },
  { differences: 1, open: 0, outcome: "problems", says: "1 difference for a person to look at." },
  { differences: 0, open: 1, outcome: "problems", says: "1 customer’s payment for a person" },
  { differences: 2, open: 3, outcome: "problems", says: "2 differences and 3 customers’ payments" },
])(
  "a comparison calls for a person as the command does: $differences and $open",
  ({ differences, open, outcome, says }) => {
    const report = reconcileReport(found(differences, open));
    expect(report.outcome).toBe(outcome);
    expect(report.message).toContain(`2 transfers and 1 payout compared; ${says}`);
  },
);

it("a comparison that could not read customers' payments to the end does not say that they agree", () => {
  const all = found(0, 0);
  const charges = { ...all.charges, trouble: "no_answer", isIncomplete: true };
  expect(reconcileReport({ ...all, charges })).toEqual({
    outcome: "problems",
    message:
      "2 transfers and 1 payout compared; customers’ payments could not be read (no_answer).",
  });
  const unused = { ...all.charges, trouble: "permission_denied" };
  expect(reconcileReport({ ...all, charges: unused }).outcome).toBe("done");
});
