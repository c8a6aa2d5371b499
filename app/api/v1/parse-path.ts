import { type Currency, parseCurrency } from "@/lib/domain/currency";
import {
  MARKETPLACE_ID_RULE,
  parseDeveloperId,
  parsePayoutId,
  parsePluginId,
  parseRunId,
} from "@/lib/domain/ids";
import { type Period, parsePeriod } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import { type ApiProblem, problem } from "./problem";

/** Makes a reader of a part of an address, which refuses what cannot be one. */
function reader<Value>(parse: (text: string) => Result<Value, unknown>, rule: string) {
  return (text: string): Result<Value, ApiProblem> => {
    const value = parse(text);
    return value.ok ? value : fail(problem(422, "bad_id", rule));
  };
}

export const runInPath = reader(parseRunId, "A run's id is a UUID in lower case.");
export const payoutInPath = reader(parsePayoutId, "A payout's id is a UUID in lower case.");
export const developerInPath = reader(
  parseDeveloperId,
  `A developer's id takes ${MARKETPLACE_ID_RULE}.`,
);
export const pluginInPath = reader(parsePluginId, `A plugin's id takes ${MARKETPLACE_ID_RULE}.`);

/** The colon of a dispute that was won may come percent-encoded, as URLs have it. */
export function stripeObjectInPath(text: string): Result<string, ApiProblem> {
  const id = text.replace(/%3a/i, ":");
  if (/^\w{1,200}(:won)?$/.test(id)) return ok(id);
  const rule = "Name the charge, refund or dispute by Stripe's id, as the list has it.";
  return fail(problem(422, "bad_id", rule));
}

export function periodInPath(text: string): Result<Period, ApiProblem> {
  const period = parsePeriod(text);
  return period.ok ? period : fail(problem(422, "bad_period", "Write a month as YYYY-MM."));
}

export function currencyInPath(text: string): Result<Currency, ApiProblem> {
  const currency = parseCurrency(text);
  if (currency.ok) return currency;
  return fail(problem(422, "bad_currency", "The address names no known ISO 4217 code."));
}
