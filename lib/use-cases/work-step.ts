import type { ResolveStep } from "./resolve-unknown";
import type { SendStep } from "./send-payout";

/**
 * Every point between two steps of work on money, where a process can die with it half done.
 *
 * Tests and simulations end the process there; nothing else listens.
 */
export type WorkStep =
  | `send.${SendStep}`
  | `resolve.${ResolveStep}`
  | `reverse.${"requested" | "answered" | "mirrored" | "finished"}`
  | `resolve_reversal.${"leased" | "mirrored" | "resolved"}`
  | `onboard.${"begun" | "created" | "kept" | "renewed" | "replaced"}`
  | `inbox.${"counted" | "acted" | "marked"}`
  | `charge.${"read" | "recorded"}`
  | `instant.${"prepared" | "approved"}`
  | `close.${"closed" | "prepared" | "approved"}`;
