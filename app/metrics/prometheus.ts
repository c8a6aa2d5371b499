import type { Metrics } from "@/db/queries/metrics";

type Sample = {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
};

/** The Prometheus text format, version 0.0.4. */
export function prometheusText(metrics: Metrics): string {
  const waiting = Object.entries(metrics.oldestSeconds);
  return [
    gauge(
      "remit_payouts",
      "Payouts by state.",
      metrics.payouts.map(({ state, count }) => ({ labels: { state }, value: count })),
    ),
    gauge(
      "remit_payout_oldest_seconds",
      "How long the oldest payout has been in a state that passes by itself.",
      waiting.map(([state, value]) => ({ labels: { state }, value })),
    ),
    gauge("remit_stripe_events_waiting", "Stripe events stored and not yet acted on.", [
      { value: metrics.stripeEventsWaiting },
    ]),
    gauge("remit_stripe_event_oldest_seconds", "How long the oldest of them has waited.", [
      { value: metrics.stripeEventOldestSeconds },
    ]),
    gauge("remit_periods_open", "Accounting periods that still take events.", [
      { value: metrics.periodsOpen },
    ]),
    gauge("remit_audit_entries", "Entries in the audit log.", [{ value: metrics.auditEntries }]),
  ].join("");
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ""].join("\n");
}

/** Values come from enums and currency codes, which hold nothing that would need escaping. */
function labelText(labels: Sample["labels"]): string {
  if (!labels) return "";
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `{${pairs.join(",")}}`;
}
