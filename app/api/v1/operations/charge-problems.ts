import { z } from "zod";
import { leaveInput, nothing } from "../admin-inputs";
import { type Operation, paging, stripeObjectId } from "../operation";
import { cursorOut, instantOut } from "../output-parts";

const wrong = {
  code: z.string(),
  reason: z.string().meta({ description: "In words." }),
  remedy: z.string().meta({ description: "What to do about it." }),
};

const problemsOutput = z.object({
  problems: z.array(
    z.object({
      id: z.string().meta({ description: "Stripe's id of the charge, the refund or the dispute." }),
      chargeId: z.string().meta({ description: "The charge that it is about." }),
      pluginTag: z.string().nullable().meta({ description: "As the charge's metadata has it." }),
      happenedAt: instantOut,
      ...wrong,
      message: z.string().meta({ description: "What was found, with figures and names." }),
      notedAt: instantOut,
      triedAt: instantOut.meta({ description: "When recording it was tried last." }),
    }),
  ),
  nextCursor: cursorOut,
});

const retriedOutput = z.object({
  id: z.string(),
  outcome: z.enum(["recorded", "needs_person", "not_paid", "not_ours"]).meta({
    description:
      "needs_person: something is wrong still. not_paid, not_ours: there is nothing to record, and it waits no more.",
  }),
  problems: z
    .array(z.object(wrong))
    .meta({ description: "What is wrong still, of the charge and what was taken back of it." }),
});

const PROBLEMS = "/api/v1/charge-problems";

export const CHARGE_PROBLEM_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: PROBLEMS,
    id: "listChargeProblems",
    summary: "List payments that could not be recorded",
    description:
      "Payments, refunds and disputes at Stripe that name a plugin and could not be recorded, those that wait longest first.",
    scope: "finance:read",
    parameters: paging,
    answers: [{ status: 200, says: "One page.", schema: problemsOutput }],
  },
  {
    method: "post",
    path: `${PROBLEMS}/{id}/retry`,
    id: "retryChargeProblem",
    summary: "Try to record a payment again",
    description:
      "Reads the charge at Stripe and records what it says, once; also what somebody left before. When nothing waits under the id any more, it answers 409 not_open.",
    scope: "adjustments:write",
    parameters: [stripeObjectId],
    body: nothing,
    isBodyOptional: true,
    answers: [{ status: 200, says: "What became of it.", schema: retriedOutput }],
  },
  {
    method: "post",
    path: `${PROBLEMS}/{id}/leave`,
    id: "leaveChargeProblem",
    summary: "Leave a payment unrecorded",
    description:
      "Decides that nothing is to be recorded. It is not asked about again, unless something else turns out to be wrong with it, and nothing but another try by hand records it, even when it could be by then. The second time it answers 409 not_open.",
    scope: "adjustments:write",
    parameters: [stripeObjectId],
    body: leaveInput,
    answers: [
      { status: 200, says: "Left.", schema: z.object({ id: z.string(), note: z.string() }) },
    ],
  },
];
