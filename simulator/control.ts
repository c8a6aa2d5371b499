import type { OnboardingOutcome } from "./account-lifecycle";
import type { Violation } from "./contract/contract";
import type { DeliveryControls } from "./delivery-controls";
import type { Fault, FaultRequest } from "./faults";
import type { CapabilityStatus, DeliveryRecord, EndpointRecord, JournalEntry } from "./objects";
import type { LoggedRequest } from "./request-log";
import type { stateSummary } from "./state-summary";

export type SimulatorState = ReturnType<typeof stateSummary>;
export type ControlClient = ReturnType<typeof controlBy>;

/** Asks one control of a simulator, and answers with what it would say over HTTP. */
export type AskControl = (method: "GET" | "POST", name: string, input: unknown) => Promise<unknown>;

/** Drives a simulator over HTTP, one that may run elsewhere on this machine. */
export function connectControl(url: string): ControlClient {
  const base = `${url.replace(/\/$/, "")}/_sim/`;
  return controlBy(url, (method, name, input) => call(base + name, method, input));
}

/** Every function says what went wrong by throwing. */
export function controlBy(url: string, ask: AskControl) {
  const get = async <T>(name: string) => (await ask("GET", name, undefined)) as T;
  const post = async <T>(name: string, input: unknown = {}) =>
    (await ask("POST", name, input)) as T;
  return {
    url,
    reset: () => post("reset"),
    state: () => get<SimulatorState>("state"),
    journal: () =>
      get<{
        readonly entries: readonly JournalEntry[];
        readonly balances: SimulatorState["balances"];
      }>("journal"),
    check: () =>
      get<{ readonly isConserved: boolean; readonly problems: readonly string[] }>("check"),
    contract: () => get<{ readonly violations: readonly Violation[] }>("contract"),
    clearContract: () => post("contract/clear"),
    requests: async () =>
      (await get<{ readonly requests: readonly LoggedRequest[] }>("requests")).requests,
    clearRequests: () => post("requests/clear"),
    ...clockControls(get, post),
    ...accountControls(post),
    ...moneyControls(post),
    addFault: (fault: FaultRequest) => post<Fault>("faults", fault),
    faults: async () => (await get<{ readonly faults: readonly Fault[] }>("faults")).faults,
    clearFaults: () => post("faults/clear"),
    ...webhookControls(get, post),
  };
}

type Named = { readonly id: string };
type Get = <T>(name: string) => Promise<T>;
type Post = <T>(name: string, input?: unknown) => Promise<T>;

function clockControls(get: Get, post: Post) {
  type Now = { readonly now: string };
  return {
    now: async () => new Date((await get<Now>("clock")).now),
    advance: async (seconds: number) =>
      new Date((await post<Now>("clock/advance", { seconds })).now),
    setClock: async (now: Date, isFrozen = false) =>
      new Date((await post<Now>("clock/set", { now: now.toISOString(), isFrozen })).now),
  };
}

function accountControls(post: Post) {
  return {
    onboard: (account: string, outcome: OnboardingOutcome = "finished") =>
      post("onboard", { account, outcome }),
    setCapability: (account: string, status: CapabilityStatus, capability = "transfers") =>
      post("capability", { account, status, capability }),
    /** Nothing due means that Stripe is satisfied again. */
    requireOf: (account: string, due: readonly string[], deadlineInSeconds?: number) =>
      post("requirements", { account, due, deadlineInSeconds }),
    deauthorize: (account: string) => post("deauthorize", { account }),
  };
}

function moneyControls(post: Post) {
  return {
    /** Adds to the platform's available balance; a negative amount takes away. */
    fund: (currency: string, amount: number) => post("fund", { currency, amount }),
    /**
     * A customer pays the platform; the money is pending for `availableInSeconds` (default 0). With
     * `captured` only that much of the authorized amount is taken, and the rest is released.
     */
    charge: (payment: {
      readonly amount: number;
      readonly captured?: number;
      readonly currency: string;
      readonly fee?: number;
      readonly availableInSeconds?: number;
      readonly transferGroup?: string;
      readonly metadata?: Readonly<Record<string, string>>;
    }) => post<Named>("charge", payment),
    refund: (charge: string, amount?: number, outcome?: "pending" | "succeeded") =>
      post<Named>("refund", { charge, amount, outcome }),
    endRefund: (refund: string, outcome: "succeeded" | "failed") =>
      post<Named>("refund", { refund, outcome }),
    openDispute: (charge: string, amount?: number, currency?: string) =>
      post<Named>("dispute", { charge, amount, currency }),
    closeDispute: (dispute: string, outcome: "won" | "lost") =>
      post<Named>("dispute", { dispute, outcome }),
    /** Sends an account's money to its bank; the whole available balance unless told otherwise. */
    payOut: (payout: {
      readonly account?: string;
      readonly currency?: string;
      readonly amount?: number;
      readonly payout?: string;
      readonly outcome?: "pending" | "paid" | "failed";
    }) => post<Named & { readonly status: string }>("payout", payout),
  };
}

function webhookControls(get: Get, post: Post) {
  return {
    addEndpoint: (endpoint: {
      readonly url: string;
      readonly secret?: string;
      readonly events?: readonly string[];
      readonly hears?: EndpointRecord["hears"];
      readonly hearsThin?: boolean;
    }) => post<EndpointRecord>("webhooks/endpoints", endpoint),
    endpoints: async () =>
      (await get<{ readonly endpoints: readonly EndpointRecord[] }>("webhooks/endpoints"))
        .endpoints,
    removeEndpoint: (id: string) => post("webhooks/endpoints/remove", { id }),
    deliveries: async () =>
      (await get<{ readonly deliveries: readonly DeliveryRecord[] }>("webhooks/deliveries"))
        .deliveries,
    controlDelivery: (change: Partial<DeliveryControls>) =>
      post<DeliveryControls>("webhooks/delivery", change),
    release: (order: "first_first" | "last_first" = "first_first") =>
      post<{ readonly released: number }>("webhooks/release", { order }),
    resend: (
      event: string,
      options: { readonly times?: number; readonly endpoint?: string } = {},
    ) => post<{ readonly sent: number }>("webhooks/resend", { event, ...options }),
    /** Resolves once nothing is on its way and nothing is due at the simulated time. */
    webhooksSettled: () => post("webhooks/settled"),
  };
}

/** What the caller of a control is told when it is refused. */
export function refusedControl(method: string, name: string, reason: string): Error {
  return new Error(`The simulator refused ${method} /_sim/${name}: ${reason}`);
}

async function call(url: string, method: "GET" | "POST", input: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(input === undefined
      ? {}
      : { body: JSON.stringify(input), headers: { "content-type": "application/json" } }),
  });
  const answer = (await response.json()) as { readonly error?: unknown };
  if (response.ok) return answer;
  const reason = typeof answer.error === "string" ? answer.error : JSON.stringify(answer.error);
  throw refusedControl(method, new URL(url).pathname.slice("/_sim/".length), reason);
}
