/** What is wrong with money at Stripe that could not be recorded, and what a person can do. */
export type ChargeProblemWords = { readonly why: string; readonly remedy: string };

const LEAVE = "If nothing is to be recorded, leave it with a note.";

const NO_SALE: ChargeProblemWords = {
  why: "The charge’s remit_kind is neither “install” nor “renewal”.",
  remedy: "Correct it on the charge in Stripe; it is then read again.",
};

const WORDS: Readonly<Record<string, ChargeProblemWords>> = {
  unknown_plugin: {
    why: "The catalogue has no plugin of this name.",
    remedy:
      "Add the plugin to the catalogue; the payment is then recorded within a minute or two. If the name is mistyped, correct it on the charge in Stripe.",
  },
  plugin_not_owned: {
    why: "At the time of the payment the plugin belonged to nobody.",
    remedy: `Sales belong to whoever owned the plugin when they happened. Record it by hand for another day. ${LEAVE}`,
  },
  bad_plugin_id: {
    why: "The charge’s remit_plugin_id is not an id of a plugin.",
    remedy: "Correct it on the charge in Stripe; it is then read again.",
  },
  bad_kind: NO_SALE,
  missing_original: NO_SALE,
  original_mismatch: {
    why: "What is taken back does not fit the sale that is recorded.",
    remedy: `Compare the two, and correct the difference by an adjustment. ${LEAVE}`,
  },
  bad_buyer_ref: {
    why: "The charge’s remit_buyer_ref is too long or has characters that cannot be kept.",
    remedy: "Shorten it on the charge in Stripe; it is then read again.",
  },
  bad_currency: {
    why: "The payment is in a currency that Remit does not know.",
    remedy: `Record the sale by hand in a currency that it is paid out in. ${LEAVE}`,
  },
  bad_date: {
    why: "The payment’s date lies in the future, or before the year 2000.",
    remedy: "Check this machine’s clock, then try again.",
  },
  bad_amount: {
    why: "The amount is zero, or larger than an event can be.",
    remedy: LEAVE,
  },
  refund_too_large: {
    why: "More is taken back than is left of the sale: it was refunded and disputed, or refunded by hand too, most likely.",
    remedy: `Credit or debit the developer by an adjustment if that is due. ${LEAVE}`,
  },
  other_currency: {
    why: "It was taken back in another currency than was paid. Nothing of it is recorded.",
    remedy: `See in Stripe what it comes to in the currency of the sale, and debit the developer by an adjustment if that is due. ${LEAVE}`,
  },
  won_in_other_currency: {
    why: "A dispute in another currency than was paid is won: the bank gave the money back. Nothing of it is recorded.",
    remedy: `If the developer was debited for the dispute, credit them by an adjustment. ${LEAVE}`,
  },
  sale_left: {
    why: "A person left the sale that this is about: it was not to be recorded from Stripe.",
    remedy: `If the sale was recorded by hand, record this by hand too, under Events, and then leave it. To record both from Stripe after all, run “remit charges retry” with the charge’s id. ${LEAVE}`,
  },
  tags_changed: {
    why: "The charge’s tags were changed after it had been recorded. What is recorded stays.",
    remedy: "Put the tags back in Stripe, or move the money by two adjustments and leave this.",
  },
  refund_failed: {
    why: "A refund that was recorded has failed at Stripe afterwards: the customer did not get it.",
    remedy:
      "If the customer stays without it, credit the developer by an adjustment and leave this. If you refund again, leave it too.",
  },
  conflict: {
    why: "This id was recorded before with other content. What is recorded stays.",
    remedy: `Compare the two, and correct the difference by an adjustment. ${LEAVE}`,
  },
};

const OTHERS: ChargeProblemWords = { why: "It does not fit what is recorded.", remedy: LEAVE };

export function chargeProblemWords(code: string): ChargeProblemWords {
  return WORDS[code] ?? OTHERS;
}

/** Why nothing came of an act on a payment that waits. The same on every way in. */
export const CHARGE_ACT_WORDS = {
  not_open: "This does not wait any more: it is recorded, or somebody else settled it.",
  stripe_unreachable: "Stripe did not answer. Nothing was changed; try again in a moment.",
} as const;

/** What came of reading a payment once more, where no person is needed any more. */
export const RETRIED_CHARGE_WORDS = {
  recorded: "What waited of this charge is recorded.",
  not_paid: "Stripe says that this charge was not paid: nothing is to be recorded.",
  not_ours: "Stripe knows of no plugin that this charge is for: nothing is to be recorded.",
} as const;

/** What was found says more than the words above where figures or names are in it. */
export function isMessageTelling(code: string): boolean {
  return [
    "refund_too_large",
    "other_currency",
    "won_in_other_currency",
    "sale_left",
    "tags_changed",
    "refund_failed",
  ].includes(code);
}

/** What kind of thing an id of Stripe's names. */
export function stripeObjectName(id: string): string {
  if (id.endsWith(":won")) return "Dispute won";
  if (/^(re|pyr)_/.test(id)) return "Refund";
  return /^(du|dp)_/.test(id) ? "Dispute" : "Charge";
}
