import type { Database } from "@/db/client";
import type { Clock } from "@/lib/config/clock";
import type { AccountingZone } from "@/lib/domain/period";
import type {
  AccountGateway,
  ChargeGateway,
  TransferGateway,
  WebhookReader,
} from "@/lib/stripe/ports";
import type { WorkStep } from "./work-step";

/** Hints for the worker. State is the truth: a lost hint is made up for by a sweep. */
export type WorkHint =
  | { readonly kind: "send_payouts" }
  | { readonly kind: "process_stripe_event"; readonly eventId: string };

/** What use cases need of the world. Each takes the part it uses: `Pick<Deps, "db" | "now">`. */
export type Deps = {
  readonly db: Database;
  readonly now: Clock;
  readonly zone: AccountingZone;
  /** UUID version 7: sorts by time. */
  readonly newId: () => string;
  readonly transfers: TransferGateway;
  readonly accounts: AccountGateway;
  readonly charges: ChargeGateway;
  /** Whether the key to Stripe moves real money. */
  readonly isLive: boolean;
  readonly readWebhook: WebhookReader;
  readonly wake: (hint: WorkHint) => Promise<void>;
  readonly appUrl: string;
  readonly onStep?: (step: WorkStep) => Promise<void> | void;
};
