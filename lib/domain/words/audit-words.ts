/** What an entry of the audit log says was done, for those who do not know its codes. */
const AUDIT_WORDS: Readonly<Record<string, string>> = {
  "account.access_lost": "Access to a Stripe account lost",
  "account.begin": "Stripe account begun",
  "account.connect": "Stripe account connected",
  "account.readiness": "Stripe account’s standing changed",
  "account.renew_key": "Key for a Stripe account renewed",
  "account.replace": "Stripe account replaced",
  "api_key.create": "API key created",
  "api_key.revoke": "API key revoked",
  "approval_threshold.remove": "Threshold for two people removed",
  "approval_threshold.set": "Threshold for two people set",
  "charge.leave": "Payment left unrecorded",
  "close_schedule.set": "Closing by the clock changed",
  "developer.address": "Developer’s address changed",
  "developer.hold": "Developer put on hold",
  "developer.schedule": "Developer’s schedule changed",
  "event.adjust": "Developer credited or debited",
  "event.record": "Event recorded by hand",
  "hold.lift": "Hold lifted",
  "hold.place": "Developer put on hold",
  "member.join": "Person joined a developer",
  "minimum.set": "Minimum payout set",
  "payout.alarm": "Payout needs a person",
  "payout.failed": "Payout failed",
  "payout.found_at_stripe": "Payout found at Stripe",
  "payout.import": "Payout taken over from Stripe",
  "payout.paid": "Payout paid",
  "payout.retry": "Failed payouts retried",
  "payout.reversal_made": "Reversal made",
  "payout.reversal_refused": "Reversal refused",
  "payout.reversal_requested": "Reversal asked for",
  "payout.reversal_unknown": "Reversal without a clear answer",
  "payout.reversed": "Payout taken back",
  "payout.submit": "Payout handed to Stripe",
  "payout.unfunded": "Payout not covered by the balance",
  "payout.unknown": "Stripe’s answer to a payout lost",
  "payout_rule.set": "When months are paid changed",
  "period.close": "Month closed",
  "plugin.change_owner": "Plugin changed hands",
  "plugin.set_shares": "Plugin’s shares set",
  "reconcile.run": "Compared with Stripe",
  "run.approve": "Payouts approved",
  "run.cancel": "Payouts canceled",
  "run.prepare": "Payouts prepared",
  "sending.resume": "Sending went on",
  "term.add": "Rate added",
  "user.claim": "Account claimed by its owner",
  "user.grant": "Person made an admin",
  "user.revoke": "Person is no admin any more",
};

export function auditWords(action: string): string {
  return AUDIT_WORDS[action] ?? action;
}

/** The page about what an entry is about; absent where there is none. */
export function auditSubjectPath(subject: string): string | undefined {
  const at = subject.indexOf(":");
  const id = encodeURIComponent(subject.slice(at + 1));
  switch (subject.slice(0, at)) {
    case "developer":
      return `/admin/developers/${id}`;
    case "payout":
      return `/admin/payouts/${id}`;
    case "period":
      return `/admin/periods/${id}`;
    case "plugin":
      return `/admin/plugins/${id}`;
    default:
      return undefined;
  }
}
