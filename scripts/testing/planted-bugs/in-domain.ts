import { type PlantedBug, unit } from "./planted-bug";

/** Mistakes in deciding how much, whose and when. */
export const BUGS_IN_DOMAIN: readonly PlantedBug[] = [
  {
    id: "float_split",
    what: "the share is computed in floating point",
    file: "lib/domain/share.ts",
    find: "const developer = (amountMinor * BigInt(share)) / WHOLE;",
    plant: "const developer = BigInt(Math.trunc(Number(amountMinor) * (share / 10_000)));",
    caughtBy: unit("lib/domain/share.test.ts"),
  },
  {
    id: "platform_rounded_apart",
    what: "both shares are rounded down, and a cent goes missing",
    file: "lib/domain/share.ts",
    find: "return { developer, platform: amountMinor - developer };",
    plant: "return { developer, platform: (amountMinor * (WHOLE - BigInt(share))) / WHOLE };",
    caughtBy: unit("lib/domain/share.test.ts"),
  },
  {
    id: "refund_floor_per_part",
    what: "each part of a refund is rounded for itself",
    file: "lib/domain/share.ts",
    find: "const before = splitRevenue(returnedBefore, share);\n  const after = splitRevenue(returnedAfter, share);",
    plant:
      "const before = splitRevenue(0n, share);\n  const after = splitRevenue(returnedAfter - returnedBefore, share);",
    caughtBy: unit("lib/domain/share.test.ts"),
  },
  {
    id: "refund_beyond_sale",
    what: "more is given back than was paid",
    file: "lib/domain/event.ts",
    find: 'if (report.amount.minor > left) return fail({ kind: "refund_too_large", left });',
    plant: 'if (left < 0n) return fail({ kind: "refund_too_large", left });',
    caughtBy: unit("lib/domain/event.test.ts"),
  },
  {
    id: "late_event_in_closed_month",
    what: "a late event counts in a month that is closed",
    file: "lib/domain/event.ts",
    find: "return firstDay(nextPeriod(closedThrough));",
    plant: "return nextPeriod(closedThrough) > closedThrough ? day : day;",
    caughtBy: unit("lib/domain/event.test.ts"),
  },
  {
    id: "bad_period_is_all_time",
    what: "a month that does not exist is taken",
    file: "lib/domain/period.ts",
    find: "const PERIOD = /^\\d{4}-(0[1-9]|1[0-2])$/;",
    plant: "const PERIOD = /^\\d{4}-\\d{2}$/;",
    caughtBy: unit("lib/domain/period.test.ts"),
  },
  {
    id: "month_by_machine_zone",
    what: "days are those of UTC, whatever the accounting zone",
    file: "lib/domain/period.ts",
    find: "if (zone === UTC) return",
    plant: "if (zone !== undefined) return",
    caughtBy: unit("lib/domain/period.test.ts"),
  },
  {
    id: "rate_of_today",
    what: "a sale is split at the latest rate instead of its day's",
    file: "lib/domain/terms.ts",
    find: "effectiveFrom <= sale.at)",
    plant: "effectiveFrom !== sale.at)",
    caughtBy: unit("lib/domain/terms.test.ts"),
  },
  {
    id: "forged_webhook_taken",
    what: "a webhook is believed whatever its signature",
    file: "lib/stripe/webhook.ts",
    find: "if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;",
    plant: "if (error instanceof Stripe.errors.StripeSignatureVerificationError) return true;",
    caughtBy: unit("lib/stripe/webhook.test.ts"),
  },
];
