import { z } from "zod";
import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { CLOSE_DAY_MAX } from "@/lib/domain/closing";
import { parseCurrency } from "@/lib/domain/currency";
import { parseDay } from "@/lib/domain/day-start";
import { CORRECTION_KINDS } from "@/lib/domain/event";
import {
  MARKETPLACE_ID_RULE,
  parseDeveloperId,
  parsePayoutId,
  parsePluginId,
} from "@/lib/domain/ids";
import { AMOUNT_MAX_MINOR } from "@/lib/domain/money";
import { NOTE_MAX } from "@/lib/domain/note";
import { AUTHORS_MAX } from "@/lib/domain/parts";
import { HOLDING_DAYS_MAX } from "@/lib/domain/payout-rule";
import { parsePeriod } from "@/lib/domain/period";
import { fail, ok } from "@/lib/domain/result";
import { REVERSAL_REASON_MAX } from "@/lib/domain/reversal";
import { PAYOUT_SCHEDULES } from "@/lib/domain/schedule";
import { SOURCE_LENGTH_MAX } from "@/lib/domain/source";
import { parsed } from "@/lib/forms/parsed";
import { EXTERNAL_ID_LENGTH_MAX } from "@/lib/use-cases/parse-report";

const AMOUNT_MAX = Number(AMOUNT_MAX_MINOR);

const developerId = parsed(parseDeveloperId, `takes ${MARKETPLACE_ID_RULE}`);
const pluginId = parsed(parsePluginId, `takes ${MARKETPLACE_ID_RULE}`);
const currency = parsed(parseCurrency, "must be a known ISO 4217 code").meta({
  description: "ISO 4217, in either case.",
});
const period = parsed(parsePeriod, "must be a month, like 2026-03").meta({ examples: ["2026-03"] });
const day = parsed((text) => {
  const value = parseDay(text);
  return value ? ok(value) : fail(undefined);
}, "must be a day that exists, like 2026-03-31");

/** Text that a person reads: trimmed, and never empty. */
const prose = (max: number, description: string) =>
  z
    .string()
    .trim()
    .min(1, "must say something")
    .max(max, `takes at most ${max} characters`)
    .refine(isPrintable, "must be printable")
    .meta({ description });

/** A name that a source gave, which is kept in NFC. */
const reference = (max: number, description: string) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `takes at most ${max} characters`)
    .refine(isPrintable, "must be printable")
    .normalize("NFC")
    .meta({ description });

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

const externalId = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, "takes 1 to 100 letters, digits, dots, colons, dashes or underscores")
  .meta({
    description: "Your own id of it. The same id with the same content is recorded once.",
  });

export const nothing = z.strictObject({});

export const runInput = z.strictObject({
  period: period.meta({ description: "A closed month: everything owed through its end." }),
  developerId: developerId.optional().meta({ description: "Only this developer." }),
  pluginId: pluginId.optional().meta({ description: "Only this plugin's part." }),
});

export const retryInput = z.strictObject({
  payoutId: parsed(parsePayoutId, "must be a payout's id")
    .optional()
    .meta({ description: "Only this payout; every failed one without it." }),
});

export const adjustmentInput = z.strictObject({
  externalId,
  developerId: developerId.meta({ description: "Who is credited or debited." }),
  pluginId: pluginId.meta({ description: "What it is about: theirs, now or before." }),
  amount: z
    .int()
    .min(-AMOUNT_MAX)
    .max(AMOUNT_MAX)
    .refine((minor) => minor !== 0, "must not be zero")
    .meta({
      description:
        "Above zero credits the developer, below zero debits them. In the currency's minor unit.",
    }),
  currency,
  reason: z.enum(ADJUSTMENT_REASONS),
  note: prose(ADJUSTMENT_NOTE_MAX, "What it is for; the developer reads it."),
});

export const correctionInput = z.strictObject({
  externalId,
  source: reference(
    SOURCE_LENGTH_MAX,
    "Where the sale came from: stripe, form, an import's source or a key's, which is api unless it has another.",
  ),
  saleId: reference(
    EXTERNAL_ID_LENGTH_MAX,
    "The sale by its source's id; of one from Stripe, the charge's.",
  ),
  kind: z.enum(CORRECTION_KINDS),
  amount: z.int().min(1).max(AMOUNT_MAX).meta({
    description:
      "How much; the kind says which way. All or a part of what is left of the sale, in the currency's minor unit.",
  }),
  currency: currency.meta({ description: "The sale's currency." }),
  on: day.meta({ description: "The day when it happened, in the accounting zone." }),
});

export const holdInput = z.strictObject({
  reason: prose(NOTE_MAX, "Why, for the next person who looks."),
});

export const leaveInput = z.strictObject({
  note: prose(NOTE_MAX, "Why, for the next person who looks."),
});

export const scheduleInput = z.strictObject({ schedule: z.enum(PAYOUT_SCHEDULES) });

export const sharesInput = z.strictObject({
  shares: z
    .array(
      z.strictObject({
        developerId,
        bps: z.int().min(1).max(10_000).meta({
          description: "Their part of the developers' share in hundredths of a percent.",
        }),
      }),
    )
    .min(1)
    .max(AUTHORS_MAX)
    .meta({ description: "Everybody, the owner too, 10000 in all." }),
  from: day.optional().meta({
    description:
      "The first day that it counts for. Without it from now on; while the plugin has earned nothing, in place of what was agreed before.",
  }),
});

export const reversalInput = z.strictObject({
  left: z.int().min(1).max(AMOUNT_MAX).meta({
    description:
      "What you saw as left of the payout (its amount less its reversedAmount). When something was taken back meanwhile, nothing is: so repeating a request takes nothing twice.",
  }),
  amount: z.int().min(1).max(AMOUNT_MAX).optional().meta({
    description:
      "How much to take back, in the currency's minor unit; all that is left without it.",
  }),
  currency: currency.meta({ description: "The payout's currency." }),
  reason: prose(REVERSAL_REASON_MAX, "Why; the developer reads it."),
});

export const minimumInput = z.strictObject({
  amount: z.int().min(1).max(AMOUNT_MAX).meta({
    description: "The least that is paid out, in the minor unit of the address's currency.",
  }),
});

export const thresholdInput = z.strictObject({
  amount: z.int().min(0).max(AMOUNT_MAX).meta({
    description:
      "A run of more takes two people; 0 asks for two always. In the minor unit of the address's currency.",
  }),
});

export const payoutRuleInput = z.strictObject({
  holdingDays: z.int().min(0).max(HOLDING_DAYS_MAX).meta({
    description: "Days after a month's end until what it earned is paid.",
  }),
  sweepMonth: z.int().min(1).max(12).nullable().meta({
    description: "The month whose run pays balances below the minimum too; null for never.",
  }),
});

/** Whom a rate is for: one developer, one plugin, or with neither the whole marketplace. */
export const termInput = z
  .strictObject({
    shareBps: z.int().min(0).max(10_000).meta({
      description: "The developer's share in hundredths of a percent: 7000 is 70%.",
    }),
    from: day.meta({ description: "The first day that it counts for, as YYYY-MM-DD." }),
    developerId: developerId.optional().meta({ description: "Only for this developer." }),
    pluginId: pluginId.optional().meta({ description: "Only for this plugin." }),
  })
  .refine((term) => term.developerId === undefined || term.pluginId === undefined, {
    message: "give developerId or pluginId, not both",
    path: ["pluginId"],
  });

export const closeScheduleInput = z.strictObject({
  day: z.int().min(1).max(CLOSE_DAY_MAX).meta({ description: "Day of each month." }),
  hour: z.int().min(0).max(23).meta({ description: "Hour in the accounting zone." }),
  approves: z.boolean().meta({
    description: "Whether the prepared run is approved too, as far as one person may.",
  }),
});
