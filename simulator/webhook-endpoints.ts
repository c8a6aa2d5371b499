import { noSuch } from "./errors";
import { listPage } from "./lists";
import type { EndpointRecord } from "./objects";
import { mergeMetadata, readText, readTexts, requireWebUrl } from "./parameters";
import { type Call, pathId, type Route, requirePlatform } from "./route";
import type { World } from "./world";

export const webhookEndpointRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/webhook_endpoints", handle: createEndpoint },
  { method: "GET", path: "/v1/webhook_endpoints", handle: listEndpoints },
  { method: "GET", path: "/v1/webhook_endpoints/{id}", handle: retrieveEndpoint },
  { method: "POST", path: "/v1/webhook_endpoints/{id}", handle: updateEndpoint },
  { method: "DELETE", path: "/v1/webhook_endpoints/{id}", handle: deleteEndpoint },
];

function createEndpoint(world: World, call: Call) {
  requirePlatform(call);
  const { params } = call;
  const endpoint = addEndpoint(world, {
    url: requireWebUrl(params, "url"),
    enabledEvents: readTexts(params, "enabled_events"),
    hears: params.connect === true ? "connected" : "platform",
    hearsThin: false,
    description: readText(params, "description") ?? null,
    metadata: mergeMetadata({}, params),
    apiVersion: readText(params, "api_version") ?? null,
  });
  // The only answer that ever contains the secret.
  return { ...endpointView(endpoint), secret: endpoint.secret };
}

/** Registers an endpoint, with a secret of its own unless one is given. */
export function addEndpoint(
  world: World,
  wanted: Pick<EndpointRecord, "url" | "enabledEvents" | "hears" | "hearsThin"> &
    Partial<Pick<EndpointRecord, "secret" | "description" | "metadata" | "apiVersion">>,
): EndpointRecord {
  return world.store.endpoints.put({
    ...{ description: null, metadata: {}, apiVersion: null },
    secret: world.ids.mint("whsec", 32),
    ...wanted,
    id: world.ids.mint("we"),
    status: "enabled",
    created: world.clock.nowSeconds(),
  });
}

function listEndpoints(world: World, { params }: Call) {
  const page = { url: "/v1/webhook_endpoints", kind: "webhook endpoint", view: endpointView };
  return listPage(world.store.endpoints.newestFirst(), params, page);
}

function retrieveEndpoint(world: World, call: Call) {
  return endpointView(findEndpoint(world, call));
}

function updateEndpoint(world: World, call: Call) {
  const { params } = call;
  const before = findEndpoint(world, call);
  const isDisabled = params.disabled;
  const events = readTexts(params, "enabled_events");
  const after = world.store.endpoints.put({
    ...before,
    url: params.url === undefined ? before.url : requireWebUrl(params, "url"),
    enabledEvents: events.length === 0 ? before.enabledEvents : events,
    description: readText(params, "description") ?? before.description,
    metadata: mergeMetadata(before.metadata, params),
    status: isDisabled === undefined ? before.status : isDisabled === true ? "disabled" : "enabled",
  });
  return endpointView(after);
}

function deleteEndpoint(world: World, call: Call) {
  const endpoint = findEndpoint(world, call);
  world.store.endpoints.remove(endpoint.id);
  return { id: endpoint.id, object: "webhook_endpoint", deleted: true };
}

function findEndpoint(world: World, call: Call): EndpointRecord {
  const endpoint = world.store.endpoints.get(pathId(call));
  if (endpoint === undefined) throw noSuch("webhook endpoint", pathId(call));
  return endpoint;
}

function endpointView(endpoint: EndpointRecord) {
  return {
    id: endpoint.id,
    object: "webhook_endpoint",
    api_version: endpoint.apiVersion,
    application: null,
    created: endpoint.created,
    description: endpoint.description,
    enabled_events: endpoint.enabledEvents,
    livemode: false,
    metadata: endpoint.metadata,
    status: endpoint.status,
    url: endpoint.url,
  };
}
