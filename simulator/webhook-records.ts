import type { Metadata } from "./objects";

/** An event that happened, in the body both the API and the webhooks give it. */
export type EventRecord = {
  readonly id: string;
  readonly form: "snapshot" | "thin";
  readonly type: string;
  readonly created: number;
  /** The connected account it happened on; null when it happened on the platform. */
  readonly account: string | null;
  readonly objectId: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** What reading a thin event adds to what its delivery said. */
  readonly fullBody: Readonly<Record<string, unknown>>;
};

export type EndpointRecord = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly enabledEvents: readonly string[];
  /** Which events come here: the platform's own, those of connected accounts, or both. */
  readonly hears: "platform" | "connected" | "both";
  /** Whether v2 thin events come here as well. Endpoints made through v1 get snapshots only. */
  readonly hearsThin: boolean;
  readonly status: "enabled" | "disabled";
  readonly created: number;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly apiVersion: string | null;
};

export type DeliveryAttempt = {
  readonly at: string;
  readonly status: number | null;
  readonly error: string | null;
};

export type DeliveryRecord = {
  readonly id: string;
  readonly event: string;
  readonly eventType: string;
  readonly endpoint: string;
  readonly state: "waiting" | "held" | "delivered" | "dropped" | "given_up";
  /** Milliseconds on the simulated clock. */
  readonly dueAtMs: number;
  readonly attempts: readonly DeliveryAttempt[];
};
