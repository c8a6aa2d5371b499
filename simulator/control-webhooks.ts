import type { Params } from "./contract/form";
import type { Control } from "./control-endpoints";
import { ControlError, requireControl } from "./control-input";
import type { DeliveryControls } from "./delivery-controls";
import type { EndpointRecord } from "./objects";
import { addEndpoint } from "./webhook-endpoints";
import type { World } from "./world";

/** Controls of where events go and how badly they travel. */
export const webhookControls: Readonly<Record<string, Control>> = {
  "GET webhooks/endpoints": (world) => ({ endpoints: [...world.store.endpoints.values()] }),
  "POST webhooks/endpoints": (world, input) => registerEndpoint(world, input),
  "POST webhooks/endpoints/remove": (world, input) => {
    world.store.endpoints.remove(requireControl.text(input, "id"));
    return { endpoints: [...world.store.endpoints.values()] };
  },
  "GET webhooks/deliveries": (world) => ({ deliveries: [...world.store.deliveries.values()] }),
  "GET webhooks/delivery": (world) => world.webhooks.controls,
  "POST webhooks/delivery": (world, input) => world.webhooks.control(deliveryControls(input)),
  "POST webhooks/release": (world, input) => {
    const order = input.order === "last_first" ? "last_first" : "first_first";
    return { released: world.webhooks.release(order) };
  },
  "POST webhooks/resend": resend,
  "POST webhooks/settled": async (world) => {
    await world.webhooks.settled();
    return { isSettled: true };
  },
};

/** Without more, an endpoint hears everything: both sides, snapshots and thin events. */
function registerEndpoint(world: World, input: Params): EndpointRecord {
  const url = requireControl.text(input, "url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new ControlError(
      400,
      "url must be a web address, http://127.0.0.1:3000/api/stripe/webhook.",
    );
  }
  const secret = requireControl.optionalText(input, "secret");
  return addEndpoint(world, {
    url,
    hears:
      input.hears === undefined
        ? "both"
        : requireControl.oneOf(input, "hears", ["platform", "connected", "both"] as const),
    hearsThin: input.hearsThin !== false,
    enabledEvents: input.events === undefined ? ["*"] : requireControl.texts(input, "events"),
    ...(secret === undefined ? {} : { secret }),
  });
}

const GIVEN_AT_START = "given when the simulator was started";

/**
 * The endpoint of the command line. A simulator that is started again on the same data moves the
 * endpoint it had, so that events are not delivered twice and those still waiting find their way.
 */
export function registerAtStart(world: World, url: string, secret: string | undefined): void {
  const known = [...world.store.endpoints.values()].find(
    ({ description }) => description === GIVEN_AT_START,
  );
  const made = known ?? registerEndpoint(world, { url });
  world.store.endpoints.put({
    ...made,
    url,
    secret: secret ?? made.secret,
    description: GIVEN_AT_START,
  });
}

function deliveryControls(input: Params): Partial<DeliveryControls> {
  const change: { -readonly [Name in keyof DeliveryControls]?: DeliveryControls[Name] } = {};
  for (const name of ["delaySeconds", "duplicates", "dropNext"] as const) {
    const value = requireControl.optionalInteger(input, name);
    if (value !== undefined && value < 0)
      throw new ControlError(400, `${name} cannot be negative.`);
    if (value !== undefined) change[name] = value;
  }
  if (input.atOnce !== undefined) change.atOnce = requireControl.positiveInteger(input, "atOnce");
  for (const name of ["isReordering", "isHolding", "isEndpointDown"] as const) {
    const value = input[name];
    if (value === undefined) continue;
    if (typeof value !== "boolean") throw new ControlError(400, `${name} must be true or false.`);
    change[name] = value;
  }
  return change;
}

function resend(world: World, input: Params): unknown {
  const id = requireControl.text(input, "event");
  const event = world.store.events.get(id);
  if (event === undefined) throw new ControlError(404, `There is no event ${id}.`);
  const times = requireControl.optionalInteger(input, "times") ?? 1;
  const endpoint = requireControl.optionalText(input, "endpoint");
  let sent = 0;
  for (let round = 0; round < times; round += 1) sent += world.webhooks.resend(event, endpoint);
  return { sent };
}
