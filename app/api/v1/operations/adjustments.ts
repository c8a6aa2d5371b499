import { z } from "zod";
import { ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { adjustmentInput } from "../admin-inputs";
import { developer, type Operation, paging } from "../operation";
import { currencyOut, cursorOut, dayOut, idOut, instantOut, minor, whoOut } from "../output-parts";

const adjustment = z.object({
  id: idOut,
  externalId: z.string(),
  developerId: z.string(),
  pluginId: z.string(),
  amount: minor("Above zero a credit, below zero a debit."),
  currency: currencyOut,
  reason: z.enum(ADJUSTMENT_REASONS),
  note: z.string(),
  postedOn: dayOut,
  by: whoOut,
  at: instantOut,
});

export const ADJUSTMENT_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/adjustments",
    id: "listAdjustments",
    summary: "List adjustments",
    description: "Credits and debits by admins, newest first.",
    scope: "finance:read",
    parameters: [developer, ...paging],
    answers: [
      {
        status: 200,
        says: "One page.",
        schema: z.object({ adjustments: z.array(adjustment), nextCursor: cursorOut }),
      },
    ],
  },
  {
    method: "post",
    path: "/api/v1/adjustments",
    id: "adjustBalance",
    summary: "Credit or debit a developer",
    description:
      "Counts on the day it is made; the next payout has it, and the developer reads the note. Repeating a request is safe: the same externalId with the same content is recorded once, with other content it answers 409 conflict.",
    scope: "adjustments:write",
    body: adjustmentInput,
    answers: [201, 200].map((status) => ({
      ...{ status, says: status === 201 ? "Recorded." : "It had been recorded before." },
      schema: z.object({
        ...{ id: idOut, externalId: z.string() },
        status: z.enum(["recorded", "duplicate"]),
      }),
    })),
  },
];
