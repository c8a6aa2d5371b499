import { API_VERSION } from "./version";
import type { World } from "./world";

/** Which API request made something happen; null for what happens by itself or by control. */
export type Cause = { readonly id: string; readonly idempotencyKey: string | null } | null;

type Json = Readonly<Record<string, unknown>>;

/** Emits a v1 event, with a snapshot of the object as it is now. */
export function emitSnapshot(
  world: World,
  event: {
    readonly type: string;
    readonly object: Json;
    readonly account?: string;
    readonly previous?: Json;
    readonly cause: Cause;
  },
): void {
  const { clock, ids, store, webhooks, contract } = world;
  const account = event.account ?? null;
  const audience = webhooks.audience({ form: "snapshot", type: event.type, account });
  const body = {
    id: ids.mint("evt"),
    object: "event",
    ...(account === null ? {} : { account }),
    api_version: API_VERSION,
    created: clock.nowSeconds(),
    data: {
      object: event.object,
      ...(event.previous === undefined ? {} : { previous_attributes: event.previous }),
    },
    livemode: false,
    pending_webhooks: audience.length,
    request: { id: event.cause?.id ?? null, idempotency_key: event.cause?.idempotencyKey ?? null },
    type: event.type,
  };
  contract.checkEvent(body);
  const objectId = typeof event.object.id === "string" ? event.object.id : null;
  const record = store.events.put({
    ...{ id: body.id, form: "snapshot", type: event.type, created: body.created },
    ...{ account, objectId, body, fullBody: body },
  });
  webhooks.send(record);
}

/** Emits a v2 event. Its delivery is thin: what happened to which object, not how it looks now. */
export function emitThin(
  world: World,
  event: {
    readonly type: string;
    readonly account: string;
    readonly data?: Json;
    readonly cause: Cause;
  },
): void {
  const { clock, ids, store, webhooks, contract } = world;
  const related = {
    id: event.account,
    type: "v2.core.account",
    url: `/v2/core/accounts/${event.account}`,
  };
  const cause = event.cause;
  const body = {
    id: ids.mint("evt_test", 30),
    object: "v2.core.event",
    type: event.type,
    created: clock.nowText(),
    livemode: false,
    related_object: related,
    ...(cause === null
      ? {}
      : {
          reason: {
            type: "request",
            request: { id: cause.id, idempotency_key: cause.idempotencyKey ?? "" },
          },
        }),
  };
  const fullBody = { ...body, ...(event.data === undefined ? {} : { data: event.data }) };
  contract.checkEvent(fullBody);
  const record = store.events.put({
    ...{ id: body.id, form: "thin", type: event.type, created: clock.nowSeconds() },
    ...{ account: event.account, objectId: event.account, body, fullBody },
  });
  webhooks.send(record);
}
