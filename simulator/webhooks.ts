import type { Clock } from "./clock";
import { CALM, type DeliveryControls } from "./delivery-controls";
import type { Ids } from "./ids";
import { postEvent } from "./post-event";
import type { Store } from "./store";
import type {
  DeliveryAttempt,
  DeliveryRecord,
  EndpointRecord,
  EventRecord,
} from "./webhook-records";

export type WebhookOptions = {
  /** Seconds between tries, on the simulated clock; after the last one a delivery is given up. */
  readonly retrySeconds?: readonly number[];
  readonly timeoutMs?: number;
};

const RETRY_SECONDS = [1, 5, 30, 300, 3600, 21_600, 86_400];
const REORDER_WINDOW_MS = 250;
const TIMEOUT_MS = 10_000;
const TIMER_MAX_MS = 2 ** 31 - 1;
const DELIVERIES_KEPT = 5000;

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keep: () => Promise<void>;
};

/** Delivers events to endpoints, signed, again and again until answered with 2xx. */
export class Webhooks {
  #controls = CALM;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  readonly #inFlight = new Set<string>();
  readonly #waiting = new Map<string, DeliveryRecord>();
  readonly #idle: (() => void)[] = [];

  constructor(
    private readonly deps: Deps,
    private readonly options: WebhookOptions,
  ) {
    for (const delivery of deps.store.deliveries.values()) this.#note(delivery);
  }

  /** The endpoints an event is meant for. */
  audience(event: Pick<EventRecord, "form" | "type" | "account">): readonly EndpointRecord[] {
    return [...this.deps.store.endpoints.values()].filter((endpoint) => {
      if (endpoint.status !== "enabled") return false;
      if (event.form === "thin" && !endpoint.hearsThin) return false;
      const side = event.account === null ? "platform" : "connected";
      // Thin events of connected accounts come to the platform itself: there is one audience.
      const isHeard = event.form === "thin" || endpoint.hears === "both" || endpoint.hears === side;
      const wanted = endpoint.enabledEvents;
      return isHeard && (wanted.includes("*") || wanted.includes(event.type));
    });
  }

  send(event: EventRecord): void {
    for (const endpoint of this.audience(event)) {
      const copies = 1 + this.#controls.duplicates;
      for (let copy = 0; copy < copies; copy += 1) this.#queue(event, endpoint);
    }
    this.wake();
  }

  resend(event: EventRecord, endpointId: string | undefined): number {
    const endpoints =
      endpointId === undefined
        ? this.audience(event)
        : [this.deps.store.endpoints.get(endpointId)].filter((endpoint) => endpoint !== undefined);
    for (const endpoint of endpoints) this.#queue(event, endpoint, CALM);
    this.wake();
    return endpoints.length;
  }

  /** Lets held deliveries go, in the order they were held or in reverse. */
  release(order: "first_first" | "last_first"): number {
    this.#controls = { ...this.#controls, isHolding: false };
    const held = [...this.deps.store.deliveries.values()].filter(({ state }) => state === "held");
    const ordered = order === "last_first" ? held.toReversed() : held;
    ordered.forEach((delivery, index) => {
      this.#put({ ...delivery, state: "waiting", dueAtMs: this.deps.clock.nowMs() + index / 1000 });
    });
    this.wake();
    return held.length;
  }

  get controls(): DeliveryControls {
    return this.#controls;
  }

  control(change: Partial<DeliveryControls>): DeliveryControls {
    this.#controls = { ...this.#controls, ...change };
    if (change.isHolding === false) this.release("first_first");
    this.wake();
    return this.#controls;
  }

  reset(): void {
    this.#controls = CALM;
    this.#waiting.clear();
  }

  /** Resolves when nothing is on its way and nothing is due at the present simulated time. */
  async settled(): Promise<void> {
    if (this.#isQuiet()) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /** Sends what is due and sets an alarm for what comes next. */
  wake(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    const now = this.deps.clock.nowMs();
    const waiting = [...this.#waiting.values()]
      .filter((delivery) => !this.#inFlight.has(delivery.id))
      .sort((left, right) => left.dueAtMs - right.dueAtMs);
    const atOnce = this.#controls.isReordering ? 1 : this.#controls.atOnce;
    for (const delivery of waiting) {
      if (delivery.dueAtMs > now || this.#running >= atOnce) break;
      void this.#attempt(delivery);
    }
    const next = waiting.find((delivery) => delivery.dueAtMs > now);
    if (next !== undefined) {
      const wait = Math.min(Math.max(1, next.dueAtMs - now), TIMER_MAX_MS);
      this.#timer = setTimeout(() => this.wake(), wait).unref();
    }
    if (this.#isQuiet()) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #isQuiet(): boolean {
    const now = this.deps.clock.nowMs() + REORDER_WINDOW_MS;
    return (
      this.#running === 0 && ![...this.#waiting.values()].some(({ dueAtMs }) => dueAtMs <= now)
    );
  }

  #queue(event: EventRecord, endpoint: EndpointRecord, controls = this.#controls): void {
    const { clock, ids } = this.deps;
    const isDropped = controls.dropNext > 0;
    if (isDropped) this.#controls = { ...this.#controls, dropNext: controls.dropNext - 1 };
    this.#put({
      id: ids.mint("wd", 16),
      event: event.id,
      eventType: event.type,
      endpoint: endpoint.id,
      state: isDropped ? "dropped" : controls.isHolding ? "held" : "waiting",
      dueAtMs: controls.isReordering
        ? this.#reversedDueAt(endpoint.id)
        : clock.nowMs() + controls.delaySeconds * 1000,
      attempts: [],
    });
  }

  /** Each further event within the window is due a little before the one that came ahead of it. */
  #reversedDueAt(endpoint: string): number {
    const now = this.deps.clock.nowMs();
    const ahead = [...this.#waiting.values()]
      .filter((delivery) => delivery.endpoint === endpoint && delivery.attempts.length === 0)
      .map(({ dueAtMs }) => dueAtMs)
      .filter((dueAtMs) => dueAtMs > now);
    return ahead.length === 0 ? now + REORDER_WINDOW_MS : Math.max(now, Math.min(...ahead) - 4);
  }

  async #attempt(delivery: DeliveryRecord): Promise<void> {
    this.#running += 1;
    this.#inFlight.add(delivery.id);
    const attempt = await this.#tryOnce(delivery);
    this.#inFlight.delete(delivery.id);
    this.#running -= 1;
    // A reset meanwhile has forgotten the delivery; its result is nobody's business any more.
    if (this.deps.store.deliveries.get(delivery.id) === undefined) return this.wake();
    const attempts = [...delivery.attempts, attempt];
    const isDelivered = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    const wait = (this.options.retrySeconds ?? RETRY_SECONDS)[attempts.length - 1];
    this.#put({
      ...delivery,
      attempts,
      state: isDelivered ? "delivered" : wait === undefined ? "given_up" : "waiting",
      dueAtMs:
        isDelivered || wait === undefined
          ? delivery.dueAtMs
          : this.deps.clock.nowMs() + wait * 1000,
    });
    await this.deps.keep();
    this.wake();
  }

  async #tryOnce(delivery: DeliveryRecord): Promise<DeliveryAttempt> {
    const { store, clock } = this.deps;
    const failed = (error: string) => ({ at: clock.nowText(), status: null, error });
    const event = store.events.get(delivery.event);
    const endpoint = store.endpoints.get(delivery.endpoint);
    if (event === undefined || endpoint === undefined) {
      return failed("the event or the endpoint is gone");
    }
    if (this.#controls.isEndpointDown) return failed("made to fail");
    return await postEvent(event.body, endpoint, clock, this.options.timeoutMs ?? TIMEOUT_MS);
  }

  #put(delivery: DeliveryRecord): void {
    this.deps.store.deliveries.put(delivery);
    this.#note(delivery);
    if (this.deps.store.deliveries.size > DELIVERIES_KEPT) this.#forgetOldest();
  }

  #note(delivery: DeliveryRecord): void {
    if (delivery.state === "waiting") this.#waiting.set(delivery.id, delivery);
    else this.#waiting.delete(delivery.id);
  }

  #forgetOldest(): void {
    for (const { id, state } of this.deps.store.deliveries.values()) {
      if (state !== "delivered") continue;
      this.deps.store.deliveries.remove(id);
      return;
    }
  }
}
