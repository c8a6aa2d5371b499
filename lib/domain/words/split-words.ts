import { type Currency, currencyExponent } from "../currency";
import type { EventKind } from "../event";
import { formatMoney } from "../money";
import { percentText } from "../percent";
import type { BasisPoints } from "../share";

export type SplitFacts = {
  readonly kind: EventKind;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly developerShare: bigint;
  readonly platformShare: bigint;
  readonly share: BasisPoints;
  /** It corrects a sale that it names. */
  readonly correctsSale: boolean;
  /** The developer's part of a shared plugin; the amounts are theirs then. */
  readonly part?: BasisPoints | undefined;
  readonly isFree?: boolean;
};

/**
 * How an event's amount became a developer's share, so that anybody can do the sum again:
 * `€19.99 × 70% = €13.993, rounded down to €13.99. The marketplace keeps €6.00.`
 */
export function splitWords(facts: SplitFacts): string {
  const { amount, currency, developerShare, platformShare, share } = facts;
  if (facts.part !== undefined && !facts.isFree) return partWords(facts, facts.part);
  if (amount === 0n) return "Free: there is nothing to split.";
  const sum = `${formatMoney({ minor: amount, currency })} × ${rateWords(share)} = ${exactShare(facts)}`;
  const mine = formatMoney({ minor: developerShare, currency });
  const theirs = formatMoney({ minor: platformShare, currency });
  if (facts.kind === "adjustment") {
    return `An adjustment by the marketplace: ${mine} to you, ${theirs} to the marketplace.`;
  }
  const isExact = amount * BigInt(share) === developerShare * 10_000n;
  if (facts.correctsSale) {
    const rounded = isExact
      ? ""
      : `, counted as ${mine} so that all corrections of this sale together take back exactly what it gave`;
    return `${sum}${rounded}. The marketplace’s part is ${theirs}.`;
  }
  const rounded = isExact ? "" : `, rounded towards zero to ${mine}`;
  return `${sum}${rounded}. The marketplace’s part is ${theirs}.`;
}

/** The cents of a shared event go round among its developers, so no sum of one part is exact. */
function partWords(facts: SplitFacts, part: BasisPoints): string {
  const { currency, amount, developerShare, platformShare, share } = facts;
  const yours = `Your part: ${rateWords(part)} of this plugin`;
  if (amount === 0n) return `${yours}. None of it comes to a cent for you.`;
  const stands = formatMoney({ minor: amount, currency });
  const mine = formatMoney({ minor: developerShare, currency });
  const theirs = formatMoney({ minor: platformShare, currency });
  const why = facts.correctsSale
    ? "All corrections of this sale together take back exactly what it gave you."
    : "Cents are rounded so that all parts make the whole.";
  return `${yours}, ${stands}. At ${rateWords(share)} it is ${mine} for you and ${theirs} for the marketplace. ${why}`;
}

/** `70%`, `33.33%` */
export function rateWords(share: BasisPoints): string {
  return `${percentText(share)}%`;
}

/** The product with every digit it has, such as `€13.993`. */
function exactShare({ amount, share, currency }: SplitFacts): string {
  const exponent = currencyExponent(currency);
  const product = (amount < 0n ? -amount : amount) * BigInt(share);
  const digits = product.toString().padStart(exponent + 5, "0");
  const whole = digits.slice(0, digits.length - exponent - 4);
  const fraction = digits.slice(digits.length - exponent - 4);
  const shown = fraction.slice(0, exponent) + fraction.slice(exponent).replace(/0+$/, "");
  const text = `${amount < 0n ? "-" : ""}${whole}${shown === "" ? "" : `.${shown}`}`;
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent + 4,
  });
  return format.format(text as Intl.StringNumericLiteral).replace("-", "−");
}
