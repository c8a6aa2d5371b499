import type { Params } from "./contract/form";
import { invalidRequest, noAccess } from "./errors";
import type { Cause } from "./events";
import { PLATFORM } from "./journal";
import type { AccountRecord, Owner } from "./objects";
import type { World } from "./world";

/** One request that has passed every check and now runs. */
export type Call = {
  readonly path: Readonly<Record<string, string>>;
  readonly params: Params;
  /** The connected account it acts for (`Stripe-Account`), or undefined for the platform. */
  readonly account: string | undefined;
  readonly cause: Cause;
};

/** Handlers run to their end at once, so no two requests ever mix. */
export type Route = {
  readonly method: "GET" | "POST" | "DELETE";
  /** The path as the generated shapes write it, `/v1/transfers/{id}`. */
  readonly path: string;
  readonly handle: (world: World, call: Call) => Readonly<Record<string, unknown>>;
};

export function pathId(call: Call, name = "id"): string {
  return call.path[name] ?? "";
}

/** A connected account the platform still has access to, or Stripe's 403. */
export function reachableAccount(world: World, id: string): AccountRecord {
  const account = world.store.accounts.get(id);
  if (account === undefined || account.status !== "open") throw noAccess(id);
  return account;
}

/** Whose money and objects the request is about. */
export function ownerOf(world: World, call: Call): Owner {
  return call.account === undefined ? PLATFORM : reachableAccount(world, call.account).id;
}

/** For what only the platform itself can do. */
export function requirePlatform(call: Call): void {
  if (call.account === undefined) return;
  throw invalidRequest("This request cannot be made on behalf of a connected account.");
}
