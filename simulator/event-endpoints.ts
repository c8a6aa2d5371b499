import { ApiError, noSuch } from "./errors";
import { PLATFORM } from "./journal";
import { listPage, listPageV2 } from "./lists";
import type { EventRecord } from "./objects";
import { readText, readTexts } from "./parameters";
import { type Call, ownerOf, pathId, type Route } from "./route";
import type { World } from "./world";

const RETENTION_SECONDS = 30 * 86_400;

export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", handle: listEvents },
  { method: "GET", path: "/v1/events/{id}", handle: retrieveEvent },
  { method: "GET", path: "/v2/core/events", handle: listEventsV2 },
  { method: "GET", path: "/v2/core/events/{id}", handle: retrieveEventV2 },
];

/** The platform's own events, or with `Stripe-Account` those of a connected account. */
function listEvents(world: World, call: Call) {
  const { params } = call;
  const owner = ownerOf(world, call);
  const type = readText(params, "type");
  const types = readTexts(params, "types");
  const items = recent(world, "snapshot").filter(
    (event) =>
      (event.account ?? PLATFORM) === owner &&
      (type === undefined || isOfType(event, type)) &&
      (types.length === 0 || types.includes(event.type)),
  );
  return listPage(items, params, { url: "/v1/events", kind: "event", view: ({ body }) => body });
}

function retrieveEvent(world: World, call: Call) {
  const event = world.store.events.get(pathId(call));
  const isVisible =
    event?.form === "snapshot" && (event.account ?? PLATFORM) === ownerOf(world, call);
  if (event === undefined || !isVisible) throw noSuch("event", pathId(call));
  return event.body;
}

function listEventsV2(world: World, { params }: Call) {
  const objectId = readText(params, "object_id");
  const types = readTexts(params, "types");
  const items = recent(world, "thin").filter(
    (event) =>
      (objectId === undefined || event.objectId === objectId) &&
      (types.length === 0 || types.includes(event.type)),
  );
  return listPageV2(items, params, { url: "/v2/core/events", view: ({ fullBody }) => fullBody });
}

function retrieveEventV2(world: World, call: Call) {
  const event = world.store.events.get(pathId(call));
  if (event?.form === "thin") return event.fullBody;
  throw new ApiError(404, {
    type: "invalid_request_error",
    code: "not_found",
    message: `Event ${pathId(call)} not found.`,
  });
}

function recent(world: World, form: EventRecord["form"]): readonly EventRecord[] {
  const since = world.clock.nowSeconds() - RETENTION_SECONDS;
  return world.store.events
    .newestFirst()
    .filter((event) => event.form === form && event.created >= since);
}

/** `transfer.*` asks for every kind of transfer event. */
function isOfType(event: EventRecord, type: string): boolean {
  return type.endsWith(".*") ? event.type.startsWith(type.slice(0, -1)) : event.type === type;
}
