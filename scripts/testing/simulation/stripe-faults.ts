import type { FaultRequest } from "@/simulator/faults";
import type { Simulator } from "@/simulator/server";
import type { Chance } from "./chance";

const POST = { method: "POST", path: "^/v1/transfers$" } as const;
const LIST = { method: "GET", path: "^/v1/transfers$" } as const;
const REVERSE = { method: "POST", path: "^/v1/transfers/[^/]+/reversals$" } as const;
const ACCOUNT = { method: "GET", path: "^/v2/core/accounts/" } as const;

/** Well above the simulated client's time-out. */
export const SLOW_MS = 350;

/** What can go wrong between Remit and Stripe when money is sent. `before` and `after` tell whether it took effect. */
export const STRIPE_FAULTS = {
  busy_429: { ...POST, mode: "status_before", status: 429 },
  refused_500_before: { ...POST, mode: "status_before", status: 500 },
  refused_503_before: { ...POST, mode: "status_before", status: 503 },
  failed_500_after: { ...POST, mode: "status_after", status: 500 },
  failed_503_after: { ...POST, mode: "status_after", status: 503 },
  reset_before: { ...POST, mode: "reset_before" },
  reset_after: { ...POST, mode: "reset_after" },
  reset_after_twice: { ...POST, mode: "reset_after", times: 2 },
  hang_before: { ...POST, mode: "hang_before" },
  hang_after: { ...POST, mode: "hang_after" },
  truncated_before: { ...POST, mode: "truncate_before" },
  truncated_after: { ...POST, mode: "truncate_after" },
  /** Still going on at Stripe when the client has given up and looks for the transfer. */
  slow: { ...POST, mode: "slow", delayMs: SLOW_MS },
  stored_500: { ...POST, mode: "stored_500" },
  stored_500_with_effect: { ...POST, mode: "error_after_effect" },
  json_without_error: { ...POST, mode: "json_without_error" },
  json_without_error_after: { ...POST, mode: "json_without_error_after" },
  look_up_500: { ...LIST, mode: "status_before", status: 500, times: 3 },
  look_up_garbled: { ...LIST, mode: "json_without_error" },
} as const satisfies Readonly<Record<string, FaultRequest>>;

const OTHER_FAULTS = {
  reversal_reset_before: { ...REVERSE, mode: "reset_before" },
  reversal_reset_after: { ...REVERSE, mode: "reset_after" },
  reversal_hang_after: { ...REVERSE, mode: "hang_after" },
  reversal_stored_500_with_effect: { ...REVERSE, mode: "error_after_effect" },
  reversal_garbled_after: { ...REVERSE, mode: "json_without_error_after" },
  account_read_garbled: { ...ACCOUNT, mode: "json_without_error" },
} as const satisfies Readonly<Record<string, FaultRequest>>;

const ALL_FAULTS = { ...STRIPE_FAULTS, ...OTHER_FAULTS };
export type SendingFault = keyof typeof STRIPE_FAULTS;
export const SENDING_FAULT_KINDS = Object.keys(STRIPE_FAULTS) as readonly SendingFault[];
type StripeFault = keyof typeof ALL_FAULTS;
export const STRIPE_FAULT_KINDS = Object.keys(ALL_FAULTS) as readonly StripeFault[];

/** Arms some faults, each for one of the next few requests. */
export async function armFaults<Kind extends StripeFault>(
  { control }: Pick<Simulator, "control">,
  chance: Chance,
  { kinds, count }: { readonly kinds: readonly Kind[]; readonly count: number },
): Promise<ReadonlyMap<string, Kind>> {
  const armed = new Map<string, Kind>();
  for (let no = 0; no < count; no++) {
    const kind = chance.pick(kinds);
    const fault = await control.addFault({ ...ALL_FAULTS[kind], nth: chance.whole(1, 2) });
    armed.set(fault.id, kind);
  }
  return armed;
}

/** Which of the armed faults a request really ran into. Disarms them all. */
export async function collectHits<Kind extends StripeFault>(
  { control }: Pick<Simulator, "control">,
  armed: ReadonlyMap<string, Kind>,
): Promise<readonly Kind[]> {
  const faults = await control.faults();
  await control.clearFaults();
  return faults.flatMap(({ id, hits }) => {
    const kind = armed.get(id);
    return kind !== undefined && hits > 0 ? [kind] : [];
  });
}
