import { z } from "zod";
import { PAUSE_FINDINGS } from "@/lib/domain/sending-pause";
import { nothing } from "../admin-inputs";
import type { Operation } from "../operation";
import { currencyOut, instantOut, minor } from "../output-parts";

const missing = (absence: string) =>
  minor(`What has to be added before everything that waits can be sent. null: ${absence}`);

const pausesOutput = z.object({
  pauses: z.array(
    z.object({
      currency: currencyOut,
      pausedAt: instantOut,
      missing: missing("Stripe was not asked yet.").nullable(),
      payouts: z.int().meta({ description: "How many wait." }),
      amount: minor("Their sum."),
      next: minor("The payout whose turn is next."),
      available: minor("What Stripe last said is available.").nullable(),
      readAt: instantOut.nullable().meta({ description: "When it said so." }),
      reason: z.string().meta({ description: "The same in words." }),
    }),
  ),
});

const findingsOutput = z.object({
  findings: z.array(
    z.object({
      currency: currencyOut,
      finding: z.enum(PAUSE_FINDINGS),
      missing: missing("nothing, or nobody knows.").nullable(),
      reason: z.string().meta({ description: "The same in words." }),
    }),
  ),
});

export const PAUSE_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/pauses",
    id: "listPauses",
    summary: "See what waits for money",
    description:
      "The currencies in which the marketplace's Stripe balance does not cover the next payout, and how much is missing. Sending goes on by itself within a minute of a top-up.",
    scope: "finance:read",
    answers: [{ status: 200, says: "None, most of the time.", schema: pausesOutput }],
  },
  {
    method: "post",
    path: "/api/v1/pauses/check",
    id: "checkPauses",
    summary: "Look at the Stripe balance now",
    description: "For who has just topped up: what the balance covers goes on at once.",
    scope: "runs:approve",
    body: nothing,
    isBodyOptional: true,
    answers: [{ status: 200, says: "What was found.", schema: findingsOutput }],
  },
];
