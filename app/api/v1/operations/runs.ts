import { z } from "zod";
import { SALE_SKIP_REASONS } from "@/lib/domain/eligibility";
import { PAYOUT_STATES } from "@/lib/domain/payout";
import { nothing, retryInput, runInput } from "../admin-inputs";
import { developer, month, type Operation, oneOf, paging, runId } from "../operation";
import {
  currencyOut,
  cursorOut,
  holdOut,
  idOut,
  instantOut,
  minor,
  periodOut,
  whoOut,
} from "../output-parts";
import { payoutsOutput } from "../schemas";

const runOutput = z.object({
  id: idOut,
  period: periodOut,
  developerId: z.string().nullable().meta({ description: "When it is of one developer only." }),
  pluginId: z.string().nullable().meta({ description: "When it is of one plugin only." }),
  state: z.enum(["prepared", "approved", "canceled"]),
  preparedBy: whoOut,
  preparedAt: instantOut,
  approvedBy: whoOut.nullable(),
  approvedAt: instantOut.nullable(),
  canceledBy: whoOut.nullable(),
  canceledAt: instantOut.nullable(),
  skips: z.int().meta({ description: "How many balances it does not pay." }),
  progress: z
    .array(
      z.object({
        state: z.enum(PAYOUT_STATES),
        payouts: z.int(),
        amount: minor("Their sum."),
        currency: currencyOut,
      }),
    )
    .meta({ description: "Its payouts by state and currency." }),
});

const skipsOutput = z.object({
  skips: z.array(
    z.object({
      developerId: z.string(),
      currency: currencyOut,
      amount: minor("What stays unsettled."),
      minimum: minor("The least that was paid out then."),
      skip: z.string(),
      skipReason: z.string().meta({ description: "In words, with what would change it." }),
      payableFrom: z.string().nullable().meta({ description: "When its holding days are over." }),
      hold: z
        .object(holdOut)
        .nullable()
        .meta({ description: "The admin's hold that stopped it, when that is why." }),
    }),
  ),
  nextCursor: cursorOut,
});

const saleSkipsOutput = z.object({
  saleSkips: z.array(
    z.object({
      ...{ eventId: idOut, source: z.string() },
      saleId: z.string().meta({ description: "By its source's id." }),
      developerId: z.string(),
      currency: currencyOut,
      amount: minor("The developer's share of the sale."),
      minimum: minor("The least that was paid out then."),
      skip: z.enum(SALE_SKIP_REASONS),
      skipReason: z.string().meta({ description: "In words, with what would change it." }),
      at: instantOut,
      payoutId: idOut.nullable().meta({ description: "Which payout has the sale since." }),
      payoutState: z.enum(PAYOUT_STATES).nullable(),
    }),
  ),
  nextCursor: cursorOut,
});

const acted = (counts: Readonly<Record<string, z.ZodType>>) =>
  z.object({ ...counts, run: runOutput });
const RUN = "/api/v1/runs/{id}";

export const RUN_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/runs",
    id: "listRuns",
    summary: "List runs",
    description: "Runs, newest first: those of months, or with of=sales those of single sales.",
    scope: "finance:read",
    parameters: [
      month,
      oneOf("state", "Only those in this state.", ["prepared", "approved", "canceled"]),
      oneOf("of", "Of months, or of sales that are paid at once.", ["months", "sales"]),
      ...paging,
    ],
    answers: [
      {
        status: 200,
        says: "One page.",
        schema: z.object({ runs: z.array(runOutput), nextCursor: cursorOut }),
      },
    ],
  },
  {
    method: "post",
    path: "/api/v1/runs",
    id: "prepareRun",
    summary: "Prepare a run",
    description:
      "Claims what is owed through the end of a closed month. Nothing is sent before it is approved, and no amount is yours to say. While a run of the same scope waits, it answers 409 already_prepared with its runId: a retry never prepares twice.",
    scope: "runs:prepare",
    body: runInput,
    answers: [{ status: 201, says: "The run, waiting for its approval.", schema: runOutput }],
  },
  {
    method: "get",
    path: RUN,
    id: "getRun",
    summary: "Look at a run",
    description: "One run, and how far paying it has come.",
    scope: "finance:read",
    parameters: [runId],
    answers: [{ status: 200, says: "The run.", schema: runOutput }],
  },
  {
    method: "get",
    path: `${RUN}/payouts`,
    id: "listRunPayouts",
    summary: "List a run's payouts",
    description: "Its payouts by developer.",
    scope: "finance:read",
    parameters: [runId, oneOf("state", "Only those in this state.", PAYOUT_STATES), ...paging],
    answers: [{ status: 200, says: "One page.", schema: payoutsOutput }],
  },
  {
    method: "get",
    path: `${RUN}/skips`,
    id: "listRunSkips",
    summary: "List whom a run skips",
    description: "Who is not paid in it, why, and what would change it.",
    scope: "finance:read",
    parameters: [runId, ...paging],
    answers: [{ status: 200, says: "One page.", schema: skipsOutput }],
  },
  {
    method: "get",
    path: "/api/v1/sale-skips",
    id: "listSaleSkips",
    summary: "List sales that were not paid at once",
    description:
      "Sales of developers who are paid at once that were left for the month's run, newest first: why, as it was then, and which payout has them since.",
    scope: "finance:read",
    parameters: [developer, ...paging],
    answers: [{ status: 200, says: "One page.", schema: saleSkipsOutput }],
  },
  {
    method: "post",
    path: `${RUN}/approve`,
    id: "approveRun",
    summary: "Approve a run",
    description:
      "Lets the worker send it. Money leaves. Above a threshold it answers 403 needs_second_person to whoever prepared it, on whatever way and through whichever key. The second time it answers 409 already_approved, with by and at: nothing is paid twice.",
    scope: "runs:approve",
    parameters: [runId],
    body: nothing,
    isBodyOptional: true,
    answers: [{ status: 200, says: "Approved.", schema: acted({ approved: z.int() }) }],
  },
  {
    method: "post",
    path: `${RUN}/cancel`,
    id: "cancelRun",
    summary: "Cancel a run",
    description:
      "Cancels what was not sent, and releases its money for the next run. The second time it answers 409 already_canceled.",
    scope: "runs:prepare",
    parameters: [runId],
    body: nothing,
    isBodyOptional: true,
    answers: [
      { status: 200, says: "Canceled.", schema: acted({ canceled: z.int(), kept: z.int() }) },
    ],
  },
  {
    method: "post",
    path: `${RUN}/retry`,
    id: "retryPayouts",
    summary: "Retry failed payouts",
    description:
      "Lets the worker try them again, as new attempts: one, or all. The two-person rule holds as for approving. The second time it answers 409 nothing_to_retry.",
    scope: "runs:approve",
    parameters: [runId],
    body: retryInput,
    isBodyOptional: true,
    answers: [{ status: 200, says: "On the way again.", schema: acted({ retried: z.int() }) }],
  },
];
