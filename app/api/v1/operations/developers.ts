import { z } from "zod";
import { HOLD_STATES } from "@/db/queries/holds";
import { ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { PAYOUT_SCHEDULES } from "@/lib/domain/schedule";
import { holdInput, nothing, scheduleInput, sharesInput } from "../admin-inputs";
import { developer, type Operation, oneOf, ownId, paging } from "../operation";
import {
  currencyOut,
  cursorOut,
  dayOut,
  holdOut,
  idOut,
  instantOut,
  minor,
  whoOut,
} from "../output-parts";

const balanceOutput = z.object({
  developerId: z.string(),
  name: z.string(),
  connect: z.string().meta({ description: "How far connecting a Stripe account has come." }),
  hold: z.object(holdOut).nullable(),
  stripeHold: z
    .object({
      isRejected: z.boolean(),
      requirementsDue: z.array(z.string()),
      disabledReason: z.string().nullable(),
    })
    .nullable()
    .meta({ description: "When Stripe stopped transfers: nobody here can lift that." }),
  balances: z
    .array(z.object({ amount: minor("Unsettled; below zero is owed."), currency: currencyOut }))
    .meta({ description: "None where it is zero." }),
  schedule: z.enum(PAYOUT_SCHEDULES),
});

const cause = z.object({
  id: idOut,
  kind: z.string(),
  pluginName: z.string(),
  share: minor("What it took from the developer: below zero."),
  currency: currencyOut,
  occurredAt: instantOut,
  postedOn: dayOut,
  sale: z
    .object({
      externalId: z.string(),
      occurredAt: instantOut,
      amount: minor("Of the sale that it gave back."),
      share: minor("What the developer had got of it."),
      paidAt: instantOut.nullable(),
    })
    .nullable(),
  adjustment: z.object({ reason: z.enum(ADJUSTMENT_REASONS), note: z.string() }).nullable(),
});

const debtsOutput = z.object({
  developerId: z.string(),
  debts: z.array(
    z.object({
      currency: currencyOut,
      balance: minor("Below zero."),
      since: dayOut,
      takenBack: minor("What was taken back and not made up for: below zero."),
      earned: minor("What was earned beside it, and counts against it."),
      returned: minor("What reversals brought back, which counts against it too."),
      words: z.string(),
      causesTotal: z.int().meta({ description: "How many causes there are; 50 at most are told." }),
      causes: z.array(cause),
    }),
  ),
});

const share = z.object({ developerId: z.string(), bps: z.int() });

const sharesOutput = z.object({
  pluginId: z.string(),
  name: z.string(),
  owner: z.string(),
  shares: z.array(share).meta({ description: "Everybody's part now, the owner's first." }),
  agreed: z
    .array(z.object({ effectiveFrom: instantOut, ownerBps: z.int(), others: z.array(share) }))
    .meta({ description: "All that was ever agreed, in the order of agreeing." }),
});

const HOLD = "/api/v1/developers/{id}/hold";
const SHARES = "/api/v1/plugins/{id}/shares";

export const DEVELOPER_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/developers/{id}/balance",
    id: "getBalance",
    summary: "Look at a developer's balance",
    description: "Unsettled money, and what stands between it and the developer.",
    scope: "finance:read",
    parameters: [ownId],
    answers: [{ status: 200, says: "The balance.", schema: balanceOutput }],
  },
  {
    method: "get",
    path: "/api/v1/developers/{id}/debts",
    id: "listDebts",
    summary: "Look at what a developer owes",
    description: "Why they owe, since when, and because of which sales: none for who does not.",
    scope: "finance:read",
    parameters: [ownId],
    answers: [{ status: 200, says: "A debt for each currency.", schema: debtsOutput }],
  },
  {
    method: "put",
    path: "/api/v1/developers/{id}/schedule",
    id: "putSchedule",
    summary: "Set when a developer is paid",
    description: "With the month's run, or each sale by itself at once: from the next sale on.",
    scope: "catalog:write",
    parameters: [ownId],
    body: scheduleInput,
    answers: [
      {
        status: 200,
        says: "Set. isChanged is false when it was so before.",
        schema: z.object({
          ...{ developerId: z.string(), schedule: z.enum(PAYOUT_SCHEDULES) },
          isChanged: z.boolean(),
        }),
      },
    ],
  },
  {
    method: "put",
    path: HOLD,
    id: "placeHold",
    summary: "Place a hold",
    description:
      "Stops a developer's payouts, approved ones too; earnings go on counting. The second time it answers 409 already_on_hold.",
    scope: "holds:write",
    parameters: [ownId],
    body: holdInput,
    answers: [
      { status: 200, says: "On hold.", schema: z.object({ developerId: z.string(), ...holdOut }) },
    ],
  },
  {
    method: "delete",
    path: HOLD,
    id: "liftHold",
    summary: "Lift a hold",
    description:
      "Lets payouts go on: what has added up is paid with the next run. The answer has the whole reason that is lifted with it. The second time it answers 409 not_on_hold.",
    scope: "holds:write",
    parameters: [ownId],
    body: nothing,
    isBodyOptional: true,
    answers: [
      {
        status: 200,
        says: "Lifted.",
        schema: z.object({
          ...{ developerId: z.string(), reason: z.string() },
          ...{ liftedBy: whoOut, liftedAt: instantOut },
        }),
      },
    ],
  },
  {
    method: "get",
    path: "/api/v1/holds",
    id: "listHolds",
    summary: "List holds",
    description: "Holds, newest first: live ones and lifted ones.",
    scope: "finance:read",
    parameters: [developer, oneOf("state", "Only those in this state.", HOLD_STATES), ...paging],
    answers: [
      {
        status: 200,
        says: "One page.",
        schema: z.object({
          holds: z.array(
            z.object({
              ...{ id: idOut, developerId: z.string(), ...holdOut },
              ...{ liftedBy: whoOut.nullable(), liftedAt: instantOut.nullable() },
            }),
          ),
          nextCursor: cursorOut,
        }),
      },
    ],
  },
  {
    method: "get",
    path: SHARES,
    id: "getShares",
    summary: "Look at who shares a plugin",
    description: "Everybody's part now, and all that was ever agreed.",
    scope: "finance:read",
    parameters: [ownId],
    answers: [{ status: 200, says: "The shares.", schema: sharesOutput }],
  },
  {
    method: "put",
    path: SHARES,
    id: "putShares",
    summary: "Share a plugin among developers",
    description:
      "From a day on, or from now on. Sales that happened stay as they were split. The owner alone ends the sharing.",
    scope: "catalog:write",
    parameters: [ownId],
    body: sharesInput,
    answers: [
      {
        status: 200,
        says: "Agreed. isChanged is false when it was so before.",
        schema: z.object({
          ...{ pluginId: z.string(), isChanged: z.boolean(), effectiveFrom: instantOut },
        }),
      },
    ],
  },
];
