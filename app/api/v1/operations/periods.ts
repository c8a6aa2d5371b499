import { z } from "zod";
import { nothing } from "../admin-inputs";
import { developer, type Operation, paging, periodInPath, plugin } from "../operation";
import {
  currencyOut,
  cursorOut,
  holdOut,
  instantOut,
  minor,
  periodOut,
  whoOut,
} from "../output-parts";

const periodsOutput = z.object({
  periods: z.array(
    z.object({
      period: periodOut,
      state: z.enum(["open", "ended", "closed"]).meta({
        description: "open: still running. ended: may be closed.",
      }),
      closedBy: whoOut.nullable(),
      closedAt: instantOut.nullable(),
      runs: z.int().meta({
        description:
          "Prepared or approved ones for everybody. Canceled ones are not counted, nor are those of one developer, one plugin or one sale.",
      }),
      totals: z.array(
        z.object({
          currency: currencyOut,
          earned: minor("Everything that the month's events gave to developers."),
          takenBack: minor("What came back of earlier payouts in the month, and is owed again."),
          unsettled: minor("In no payout yet."),
          onItsWay: minor("In a payout that is prepared, approved, being sent, or failed."),
          paid: minor("In a payout that Stripe has a transfer of."),
        }),
      ),
    }),
  ),
  nextCursor: cursorOut,
});

const payableOutput = z.object({
  payable: z.array(
    z.object({
      developerId: z.string(),
      currency: currencyOut,
      amount: minor("What is unsettled through the month's end, carried over amounts included."),
      minimum: minor("The least that is paid out."),
      skip: z.string().nullable().meta({
        description: "Why a run would leave it out; null when it would be paid.",
      }),
      skipReason: z.string().nullable().meta({
        description: "The same in words, with what would change it.",
      }),
      payableFrom: z.string().nullable().meta({ description: "When its holding days are over." }),
      hold: z
        .object(holdOut)
        .nullable()
        .meta({ description: "The admin's hold that stops it, when that is why." }),
    }),
  ),
  nextCursor: cursorOut,
});

export const PERIOD_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/periods",
    id: "listPeriods",
    summary: "List periods",
    description: "Every month in which something was recorded, and how far paying it has come.",
    scope: "finance:read",
    parameters: paging,
    answers: [{ status: 200, says: "One page.", schema: periodsOutput }],
  },
  {
    method: "get",
    path: "/api/v1/periods/{period}/payable",
    id: "listPayable",
    summary: "Look at what a run would pay",
    description:
      "What a run of the month would pay at this moment, and whom it would skip and why. Claims nothing.",
    scope: "finance:read",
    parameters: [periodInPath, developer, plugin, ...paging],
    answers: [{ status: 200, says: "One page.", schema: payableOutput }],
  },
  {
    method: "post",
    path: "/api/v1/periods/{period}/close",
    id: "closePeriod",
    summary: "Close a period",
    description:
      "Closes a month for good, in order: later events of it count in the next open month. The second time it answers 409 already_closed, with by and at.",
    scope: "periods:close",
    parameters: [periodInPath],
    body: nothing,
    isBodyOptional: true,
    answers: [
      {
        status: 200,
        says: "It is closed now.",
        schema: z.object({ period: periodOut, closedAt: instantOut, closedBy: whoOut }),
      },
    ],
  },
];
