import { ADMIN_SCOPES, type ApiScope, MARKETPLACE_SCOPES } from "@/lib/auth/actor";
import type { ScopeGroup } from "./scope-choices";

/** What a key may do, in words. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  "events:write": "Report sales and refunds",
  "catalog:write": "Keep developers and plugins in step",
  "earnings:read": "Read earnings and payouts",
  "finance:read": "Read runs, periods, developers, settings and the audit log",
  "adjustments:write": "Credit and debit developers, record refunds, settle payments that wait",
  "holds:write": "Place and lift holds",
  "periods:close": "Close months",
  "runs:prepare": "Prepare and cancel runs",
  "runs:approve": "Approve and retry runs: money leaves",
  "reversals:write": "Take payouts back",
  "settings:write": "Change rates, minimums, rules and thresholds",
};

const labelled = (value: ApiScope) => ({ value, label: SCOPE_WORDS[value] });

/** The choices of a new key: what the backend does, and what an admin does. */
export const SCOPE_GROUPS: readonly ScopeGroup[] = [
  { legend: "The key may", scopes: MARKETPLACE_SCOPES.map(labelled) },
  {
    legend: "In your name, it may also",
    hint: "Dangerous: whoever holds such a key is you, without signing in, and the audit log shows you. It ends when you are no admin any more. It is no second person beside you: where a run takes two, somebody else still has to approve what you or your keys prepared.",
    scopes: ADMIN_SCOPES.map(labelled),
  },
];
