/**
 * TypeScript has one kind of number, Stripe's API has two. Amounts, counts and times are whole;
 * which properties those are shows in their names.
 */
const WHOLE_NAMES = [
  /(^|_)(amount|fee|net|count|quantity|limit|created|submission_count)$/,
  /^amount_/,
  /_amount$/,
  /_(at|due_by|date|on)$/,
  /^(pending_webhooks|current_deadline|due_by|total_count|exp_month|exp_year|delay_days)$/,
  /^(date|day|month|year|hour)$/,
];
const BROKEN_NAMES = /^(exchange_rate|percent.*|.*_percent|.*_decimal)$/;

export function isWholeNumber(property: string): boolean {
  return !BROKEN_NAMES.test(property) && WHOLE_NAMES.some((name) => name.test(property));
}
