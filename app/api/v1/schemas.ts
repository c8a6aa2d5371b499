import { z } from "zod";
import { AMOUNT_MAX_MINOR } from "@/lib/domain/money";
import { AUTHORS_MAX } from "@/lib/domain/parts";
import { PAYOUT_SCHEDULES } from "@/lib/domain/schedule";
import { EXTERNAL_ID_LENGTH_MAX, REPORTED_KINDS } from "@/lib/use-cases/parse-report";
import { EVENT_PROBLEM_CODES } from "@/lib/use-cases/reject-event";
import { currencyOut, cursorOut, idOut, minor, periodOut } from "./output-parts";

export const EVENTS_MAX = 1_000;
const AMOUNT_MAX = Number(AMOUNT_MAX_MINOR);
const ID_PATTERN = "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$";

const text = (description: string) => z.string().meta({ description });
const marketplaceId = (description: string) =>
  z.string().meta({ description, pattern: ID_PATTERN });

/** One event as sources send it. Formats of the texts are checked when it is parsed. */
export const eventInput = z.strictObject({
  externalId: z.string().meta({
    description:
      "Your own id of the event, kept in Unicode NFC. The same id with the same content is recorded once, however often it is sent.",
    minLength: 1,
    maxLength: EXTERNAL_ID_LENGTH_MAX,
  }),
  kind: z.enum(REPORTED_KINDS),
  pluginId: marketplaceId("The plugin, by your id."),
  amount: z.int().min(-AMOUNT_MAX).max(AMOUNT_MAX).meta({
    description:
      "An integer in the currency's minor unit, written with digits only. 0 is allowed for installs: a free one. Refunds and disputes may be sent with either sign; both mean the same.",
  }),
  currency: text("ISO 4217 code in either case."),
  occurredAt: z.string().meta({
    description:
      "ISO 8601 with a zone. Kept to the millisecond; at most ten minutes ahead, not before 2000.",
    format: "date-time",
  }),
  buyerRef: z.string().nullish().meta({ description: "Your reference of the buyer." }),
  correctsId: z.string().nullish().meta({
    description: "For refund, dispute and dispute_won: the externalId of the sale.",
  }),
});

export const eventsInput = z.strictObject({
  events: z.array(z.unknown()).min(1).max(EVENTS_MAX),
});

/** What the document shows in place of `eventsInput`, whose events are parsed one by one. */
export const eventsDocumented = z.strictObject({
  events: z.array(eventInput).min(1).max(EVENTS_MAX),
});

export const eventResults = z
  .object({
    results: z.array(
      z.object({
        externalId: z.string().nullable(),
        status: z.enum(["recorded", "duplicate", "rejected"]),
        id: z.uuid().optional(),
        problem: z.object({ code: z.enum(EVENT_PROBLEM_CODES), message: z.string() }).optional(),
      }),
    ),
  })
  .meta({ description: "One result for each event, in the order sent." });

const NAME = /^[^\p{Cc}]{1,200}$/u;
const nameInput = z
  .string()
  .trim()
  .refine((name) => NAME.test(name) && name.isWellFormed(), "must be 1 to 200 printable characters")
  .meta({ minLength: 1, maxLength: 200 });

export const developerInput = z.strictObject({
  name: nameInput,
  email: z.string().nullish().meta({ description: "Where statements go; ASCII." }),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "must be a two-letter ISO 3166 code")
    .nullish(),
  schedule: z.enum(PAYOUT_SCHEDULES).optional().meta({
    description:
      "When sales are paid, from the next one on: with the month's run, or each by itself at once. Stays as it is when absent.",
  }),
});

export const pluginInput = z.strictObject({
  developerId: marketplaceId("Who owns it from now on; the first owner owns all of its past."),
  name: nameInput,
  price: z.int().min(0).max(AMOUNT_MAX).nullish().meta({
    description: "Proposed when an install is recorded by hand. In the currency's minor unit.",
  }),
  currency: z.string().nullish().meta({ description: "Goes with price." }),
  shares: z
    .array(
      z.strictObject({
        developerId: marketplaceId("One of the developers; the owner is among them."),
        bps: z.int().min(1).max(10_000).meta({
          description: "Their part of the developers' share in hundredths of a percent.",
        }),
      }),
    )
    .min(1)
    .max(AUTHORS_MAX)
    .nullish()
    .meta({
      description:
        "Who shares the plugin's revenue from now on: everybody, the owner too, 10000 in all. The owner alone ends the sharing. Left out, it stays as it is.",
    }),
});

export const earningsOutput = z.object({
  earnings: z.array(
    z.object({
      developerId: z.string(),
      period: periodOut,
      currency: currencyOut,
      installs: z.int().meta({
        description: "Paid installs. One of a shared plugin counts for each of its developers.",
      }),
      freeInstalls: z.int(),
      renewals: z.int(),
      refunds: z.int(),
      gross: minor("Sales less what was given back."),
      developerShare: minor("The developer's part of gross."),
      platformShare: minor("The marketplace's part of gross."),
    }),
  ),
  nextCursor: cursorOut,
});

export const payoutsOutput = z.object({
  payouts: z.array(
    z.object({
      id: idOut,
      developerId: z.string(),
      period: periodOut,
      currency: currencyOut,
      amount: minor("What is paid."),
      reversedAmount: minor("How much of it came back."),
      state: z.string(),
      transferId: z.string().nullable(),
      failureCode: z.string().nullable(),
      failureReason: z.string().nullable().meta({ description: "Why it failed, in words." }),
      failureRemedy: z.string().nullable().meta({ description: "What to do about it." }),
      waitsFor: z
        .enum(["hold", "money"])
        .nullable()
        .meta({ description: "What an approved payout waits for; null when it is sent next." }),
      createdAt: z.iso.datetime(),
      paidAt: z.iso.datetime().nullable(),
      saleId: z.string().nullable().meta({
        description: "The external id of the one sale that is paid at once; null in a month's run.",
      }),
    }),
  ),
  nextCursor: cursorOut,
});

export const problemOutput = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    by: z.string().optional().meta({
      description: "Who did it before, where that is why: after a retry perhaps you.",
    }),
    at: z.iso.datetime().optional().meta({ description: "When they did." }),
    runId: idOut.optional().meta({ description: "The run that stands in the way." }),
    others: z.array(z.string()).optional().meta({ description: "Admins who may do it instead." }),
    left: z
      .int()
      .optional()
      .meta({ description: "What is left of a payout or a sale to take back." }),
  })
  .meta({ description: "RFC 9457." });
