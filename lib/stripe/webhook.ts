import Stripe from "stripe";
import { z } from "zod";
import { fail, ok } from "@/lib/domain/result";
import type { StripeNotice, WebhookReader } from "./ports";

const TOLERANCE_SECONDS = 300;

const text = z.string().min(1).max(255);
const snapshotEvent = z.object({
  id: text,
  object: z.literal("event"),
  type: text,
  account: text.nullish(),
  api_version: z.string().max(100).nullish(),
  created: z.number(),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: text.nullish(),
      object: text.nullish(),
      account: z.unknown().optional(),
    }),
  }),
});
const thinEvent = z.object({
  id: text,
  object: z.literal("v2.core.event"),
  type: text,
  context: z.string().max(255).nullish(),
  created: z.string().max(100),
  livemode: z.boolean(),
  related_object: z.object({ id: text, type: text }).nullish(),
});

/**
 * Verifies webhooks, v1 snapshots and v2 thin ones, over the bytes as they came. A body is looked
 * into only once its signature holds.
 *
 * There are several secrets while one is being replaced. `wallClock` counts beside `now`, because
 * outside production the marketplace's clock may play another month than the sender's.
 */
export function createWebhookReader(
  secrets: readonly string[],
  wallClock: () => Date,
): WebhookReader {
  return (body, signature, now) => {
    if (secrets.length === 0) return fail({ kind: "not_configured" });
    const payload = decode(body);
    if (!payload || !signature) return fail({ kind: "bad_signature" });
    if (!secrets.some((secret) => isSigned(payload, signature, secret))) {
      return fail({ kind: "bad_signature" });
    }
    if (!isTimely(signature, [now, wallClock()])) return fail({ kind: "bad_time" });
    const notice = noticeOf(payload);
    return notice ? ok(notice) : fail({ kind: "not_an_event" });
  };
}

/** Keeps a byte order mark, which the client would drop before comparing: it was not signed. */
function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** The client only refuses old times, so times are checked apart from signatures. */
const NO_TOLERANCE_CHECK = 0;

function isSigned(payload: string, header: string, secret: string): boolean {
  try {
    const { signature } = Stripe.webhooks;
    return signature?.verifyHeader(payload, header, secret, NO_TOLERANCE_CHECK) ?? false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

function isTimely(header: string, times: readonly Date[]): boolean {
  const stamps = header.split(",").filter((part) => part.startsWith("t="));
  const [stamp] = stamps;
  if (stamps.length !== 1 || !stamp || !/^t=\d{1,12}$/.test(stamp)) return false;
  const signedAt = Number(stamp.slice(2));
  return times.some(
    (time) => Math.abs(Math.floor(time.getTime() / 1000) - signedAt) <= TOLERANCE_SECONDS,
  );
}

function noticeOf(payload: string): StripeNotice | undefined {
  const body = parseJson(payload);
  const snapshot = snapshotEvent.safeParse(body);
  if (snapshot.success) return ofSnapshot(snapshot.data);
  const thin = thinEvent.safeParse(body);
  return thin.success ? ofThin(thin.data) : undefined;
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function ofSnapshot(event: z.infer<typeof snapshotEvent>): StripeNotice {
  const { object } = event.data;
  const own = object.object === "account" ? object.id : undefined;
  const inObject = typeof object.account === "string" ? object.account : undefined;
  const { id, type, livemode } = event;
  return {
    ...{ id, type, livemode },
    account: event.account ?? own ?? inObject ?? undefined,
    objectId: object.id ?? undefined,
    summary: {
      ...{ id, object: event.object, type, livemode, created: event.created },
      api_version: event.api_version ?? null,
      object_type: object.object ?? null,
    },
  };
}

function ofThin(event: z.infer<typeof thinEvent>): StripeNotice {
  const related = event.related_object;
  const { id, type, livemode } = event;
  const isAboutAccount = related?.type === "v2.core.account";
  return {
    ...{ id, type, livemode },
    account: isAboutAccount ? related.id : (event.context ?? undefined),
    objectId: related?.id,
    summary: {
      ...{ id, object: event.object, type, livemode, created: event.created },
      object_type: related?.type ?? null,
    },
  };
}
