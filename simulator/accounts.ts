import { changeAccount, FIRST_REQUIREMENTS, requirementsDue } from "./account-lifecycle";
import { accountView } from "./account-view";
import type { Params } from "./contract/form";
import { invalidRequest } from "./errors";
import { emitThin } from "./events";
import { ledgerOf } from "./journal";
import { listPage } from "./lists";
import type { AccountRecord } from "./objects";
import { mergeMetadata, readObject, readText } from "./parameters";
import { type Call, pathId, type Route, reachableAccount } from "./route";
import type { World } from "./world";

export const accountRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/accounts", handle: createAccount },
  { method: "GET", path: "/v1/accounts", handle: listAccounts },
  { method: "GET", path: "/v1/accounts/{id}", handle: retrieveAccount },
  { method: "POST", path: "/v1/accounts/{id}", handle: updateAccount },
  { method: "DELETE", path: "/v1/accounts/{id}", handle: deleteAccount },
  { method: "GET", path: "/v1/account", handle: retrieveOwnAccount },
];

function createAccount(world: World, { params, cause }: Call) {
  const controller = readObject(params, "controller");
  const type = readText(params, "type");
  if (type !== undefined && params.controller !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: type, controller.");
  }
  const dashboard = dashboardOf(type, controller);
  const lossesPayer =
    payerOf(controller, "losses", "payments") ?? (type ? "application" : "stripe");
  if (dashboard === "express" && type === undefined && lossesPayer === "stripe") {
    throw invalidRequest(
      "An account with the Express dashboard needs controller[losses][payments]=application.",
      undefined,
      "controller[losses][payments]",
    );
  }
  const account = world.store.accounts.put({
    ...newAccount(world),
    madeWith: "v1",
    type: type === "express" || type === "standard" || type === "custom" ? type : "none",
    dashboard,
    feesPayer: payerOf(controller, "fees", "payer") === "application" ? "application" : "account",
    lossesPayer: lossesPayer === "application" ? "application" : "stripe",
    requirementCollector:
      readText(controller, "requirement_collection") === "application" ? "application" : "stripe",
    email: readText(params, "email") ?? null,
    country: (readText(params, "country") ?? "US").toUpperCase(),
    entityType: readText(params, "business_type") ?? null,
    capabilities: requestedCapabilities({}, params),
    metadata: mergeMetadata({}, params),
  });
  emitThin(world, { type: "v2.core.account.created", account: account.id, cause });
  return accountView(account);
}

/** What both generations of the API start an account with. */
export function newAccount(world: World): AccountRecord {
  return {
    id: world.ids.mint("acct", 16),
    created: world.clock.nowSeconds(),
    madeWith: "v2",
    type: "none",
    dashboard: "express",
    feesPayer: "application",
    lossesPayer: "application",
    requirementCollector: "stripe",
    email: null,
    displayName: null,
    country: "US",
    entityType: null,
    capabilities: {},
    detailsSubmitted: false,
    payoutsEnabled: false,
    requirements: requirementsDue([...FIRST_REQUIREMENTS]),
    metadata: {},
    status: "open",
  };
}

function listAccounts(world: World, { params }: Call) {
  const open = world.store.accounts.newestFirst().filter(({ status }) => status === "open");
  return listPage(open, params, { url: "/v1/accounts", kind: "account", view: accountView });
}

function retrieveAccount(world: World, call: Call) {
  return accountView(reachableAccount(world, pathId(call)));
}

function updateAccount(world: World, call: Call) {
  const account = reachableAccount(world, pathId(call));
  const { params } = call;
  const capabilities = requestedCapabilities(
    account.capabilities,
    params,
    account.detailsSubmitted,
  );
  const change = {
    capabilities,
    metadata: mergeMetadata(account.metadata, params),
    email: readText(params, "email") ?? account.email,
    entityType: readText(params, "business_type") ?? account.entityType,
  };
  return accountView(changeAccount(world, account, change, call.cause));
}

function deleteAccount(world: World, call: Call) {
  const account = reachableAccount(world, pathId(call));
  const balances = world.journal.balances();
  const amounts = (["available", "pending"] as const).flatMap((shelf) =>
    Object.values(balances[ledgerOf(account.id, shelf)] ?? {}),
  );
  if (amounts.some((amount) => amount !== 0)) {
    throw invalidRequest("An account can only be deleted when all its balances are zero.");
  }
  world.store.accounts.put({ ...account, status: "deleted" });
  emitThin(world, { type: "v2.core.account.closed", account: account.id, cause: call.cause });
  return { id: account.id, object: "account", deleted: true };
}

/** The platform's own account, or the connected one the request acts for. */
function retrieveOwnAccount(world: World, call: Call) {
  if (call.account !== undefined) return accountView(reachableAccount(world, call.account));
  const platform: AccountRecord = {
    ...newAccountShape(),
    id: "acct_simulatedplatform",
    type: "standard",
    dashboard: "full",
    displayName: "Simulated platform",
  };
  return { ...accountView(platform), controller: { type: "account" } };
}

function newAccountShape(): AccountRecord {
  return {
    ...{ id: "", created: 1_700_000_000, madeWith: "v1", type: "none", dashboard: "full" },
    ...{ feesPayer: "account", lossesPayer: "stripe", requirementCollector: "stripe" },
    ...{ email: null, displayName: null, country: "US", entityType: "company" },
    capabilities: { card_payments: "active", transfers: "active" },
    ...{ detailsSubmitted: true, payoutsEnabled: true, requirements: requirementsDue([]) },
    ...{ metadata: {}, status: "open" },
  };
}

function dashboardOf(type: string | undefined, controller: Params): AccountRecord["dashboard"] {
  const asked = readText(readObject(controller, "stripe_dashboard"), "type");
  if (asked === "express" || asked === "none" || asked === "full") return asked;
  if (type === "express") return "express";
  return type === "custom" ? "none" : "full";
}

function payerOf(controller: Params, part: string, name: string): string | undefined {
  return readText(readObject(controller, part), name);
}

/** A newly asked for capability waits for the onboarding, unless that is already done. */
function requestedCapabilities(
  current: AccountRecord["capabilities"],
  params: Params,
  isOnboarded = false,
): AccountRecord["capabilities"] {
  const capabilities = { ...current };
  for (const [name, value] of Object.entries(readObject(params, "capabilities"))) {
    const isRequested = (value as Params).requested === true;
    if (!isRequested) delete capabilities[name];
    else capabilities[name] ??= isOnboarded ? "active" : "restricted";
  }
  return capabilities;
}
