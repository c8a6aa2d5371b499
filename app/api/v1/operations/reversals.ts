import { z } from "zod";
import { REVERSAL_STATES } from "@/lib/domain/reversal";
import { reversalInput } from "../admin-inputs";
import { developer, type Operation, oneOf, paging, payout, payoutId } from "../operation";
import { currencyOut, cursorOut, idOut, instantOut, minor, whoOut } from "../output-parts";

const reversal = z.object({
  payoutId: idOut,
  no: z.int().meta({ description: "Counts the reversals of a payout." }),
  developerId: z.string(),
  amount: minor("What was asked for."),
  currency: currencyOut,
  state: z.enum(REVERSAL_STATES).meta({
    description: "unknown: Stripe gave no usable answer, and the worker finds out.",
  }),
  reason: z.string(),
  requestedBy: whoOut,
  requestedAt: instantOut,
  finishedAt: instantOut.nullable(),
  reversalId: z.string().nullable().meta({ description: "Stripe's id of it." }),
  failureCode: z.string().nullable(),
  failureReason: z.string().nullable().meta({ description: "In words." }),
  failureRemedy: z.string().nullable().meta({ description: "What to do about it." }),
});

const asked = (state: "made" | "unknown") =>
  z.object({
    payoutId: idOut,
    developerId: z.string(),
    amount: minor("What is taken back."),
    currency: currencyOut,
    state: z.literal(state),
  });

export const REVERSAL_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/reversals",
    id: "listReversals",
    summary: "List reversals",
    description: "Everything that was asked to be taken back of payouts, newest first.",
    scope: "finance:read",
    parameters: [
      payout,
      developer,
      oneOf("state", "Only those in this state.", REVERSAL_STATES),
      ...paging,
    ],
    answers: [
      {
        status: 200,
        says: "One page.",
        schema: z.object({ reversals: z.array(reversal), nextCursor: cursorOut }),
      },
    ],
  },
  {
    method: "post",
    path: "/api/v1/payouts/{id}/reversals",
    id: "reversePayout",
    summary: "Take a payout back",
    description:
      "Takes a paid payout back from the developer's Stripe account, in whole or in part; it is owed again. Say in left what you saw as left of it: when something was taken back since, it answers 409 changed_meanwhile and takes nothing, so that repeating a request takes nothing twice. While a reversal has no outcome, 409 reversal_open.",
    scope: "reversals:write",
    parameters: [payoutId],
    body: reversalInput,
    answers: [
      { status: 200, says: "Taken back.", schema: asked("made") },
      {
        status: 202,
        says: "Stripe gave no clear answer. The worker finds out; do not ask again.",
        schema: asked("unknown"),
      },
    ],
  },
];
