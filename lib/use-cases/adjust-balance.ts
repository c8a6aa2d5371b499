import { createHash } from "node:crypto";
import { everHadPart } from "@/db/queries/adjustments";
import { findClosedThrough } from "@/db/queries/posting-facts";
import { withRetry } from "@/db/retry";
import { ensurePeriods, forgetPeriods } from "@/db/writes/ensure-periods";
import { recordAdjustment } from "@/db/writes/record-adjustment";
import { RECORD_RACES } from "@/db/writes/record-events";
import type { AdminActor } from "@/lib/auth/actor";
import { type Adjustment, type BadAdjustment, checkAdjustment } from "@/lib/domain/adjustment";
import { postingDay } from "@/lib/domain/event";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { periodOfDay } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { RecordingDeps } from "./record-events";

export type AdjustmentWish = {
  /** Made by the form or the command, so that a double click is one adjustment. */
  readonly externalId: string;
  readonly developerId: DeveloperId;
  readonly pluginId: PluginId;
  /** Above zero credits the developer, below zero debits them. */
  readonly amount: Money;
  readonly reason: string;
  readonly note: string;
};

export type AdjustProblem =
  | BadAdjustment
  /** There is no such developer, or the plugin was never theirs. */
  | { readonly kind: "not_their_plugin" }
  /** The external id was used for another adjustment. */
  | { readonly kind: "conflict" };

export type Adjusted = {
  readonly status: "recorded" | "duplicate";
  readonly id: string;
  readonly adjustment: Adjustment;
};

const CLOSINGS_MAX = 5;

/**
 * Credits or debits a developer, with a reason that they read. It counts on the day it is made, on
 * the plugin it is about; the next payout has it.
 */
export async function adjustBalance(
  deps: RecordingDeps,
  admin: AdminActor,
  wish: AdjustmentWish,
): Promise<Result<Adjusted, AdjustProblem>> {
  const checked = checkAdjustment(wish);
  if (!checked.ok) return checked;
  const { developerId, pluginId } = wish;
  if (!(await everHadPart(deps.db, developerId, pluginId)))
    return fail({ kind: "not_their_plugin" });
  const requestHash = hashOf(wish, checked.value);
  const id = trusted.eventId(deps.newId());
  for (let closings = 0; closings <= CLOSINGS_MAX; closings++) {
    const at = deps.now();
    const closedThrough = await findClosedThrough(deps.db);
    const postedOn = postingDay(at, { zone: deps.zone, closedThrough });
    await ensurePeriods(deps.db, [periodOfDay(postedOn)]);
    const keys = { id, bucketId: deps.newId(), externalId: wish.externalId, requestHash };
    const facts = { developerId, pluginId, postedOn, at, by: admin.name };
    const toRecord = { ...checked.value, ...keys, ...facts };
    const outcome = await withRetry(() => recordAdjustment(deps.db, toRecord), RECORD_RACES);
    if (outcome.kind === "period_closed") {
      forgetPeriods(deps.db);
      continue;
    }
    if (outcome.kind === "recorded") {
      return ok({ status: "recorded", id, adjustment: checked.value });
    }
    if (outcome.requestHash !== requestHash) return fail({ kind: "conflict" });
    return ok({ status: "duplicate", id: outcome.id, adjustment: checked.value });
  }
  throw new Error("Months are being closed faster than an adjustment is recorded");
}

function hashOf({ developerId, pluginId }: AdjustmentWish, adjustment: Adjustment): string {
  const { amount, reason, note } = adjustment;
  const content = [developerId, pluginId, amount.minor.toString(), amount.currency, reason, note];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
