import { changeAccount } from "./account-lifecycle";
import { accountViewV2 } from "./account-view-v2";
import { newAccount } from "./accounts";
import type { Params } from "./contract/form";
import { ApiError, invalidRequest } from "./errors";
import { emitThin } from "./events";
import { listPageV2 } from "./lists";
import type { AccountRecord, CapabilityStatus } from "./objects";
import { mergeMetadata, readObject, readText, readTexts } from "./parameters";
import { type Call, pathId, type Route } from "./route";
import type { World } from "./world";

export const accountV2Routes: readonly Route[] = [
  { method: "POST", path: "/v2/core/accounts", handle: createAccount },
  { method: "GET", path: "/v2/core/accounts", handle: listAccounts },
  { method: "GET", path: "/v2/core/accounts/{id}", handle: retrieveAccount },
  { method: "POST", path: "/v2/core/accounts/{id}", handle: updateAccount },
];

function createAccount(world: World, { params, cause }: Call) {
  const identity = readObject(params, "identity");
  const responsibilities = readObject(readObject(params, "defaults"), "responsibilities");
  const dashboard = readText(params, "dashboard") ?? "none";
  const losses = readText(responsibilities, "losses_collector");
  if (dashboard === "express" && losses !== "application") {
    throw invalidRequest(
      "An account with the express dashboard needs defaults.responsibilities.losses_collector to be application.",
      "invalid_account_configuration",
      "defaults.responsibilities.losses_collector",
    );
  }
  const account = world.store.accounts.put({
    ...newAccount(world),
    madeWith: "v2",
    dashboard: dashboard === "express" || dashboard === "full" ? dashboard : "none",
    feesPayer:
      readText(responsibilities, "fees_collector") === "application" ? "application" : "account",
    lossesPayer: losses === "application" ? "application" : "stripe",
    email: readText(params, "contact_email") ?? null,
    displayName: readText(params, "display_name") ?? null,
    country: (readText(identity, "country") ?? "US").toUpperCase(),
    entityType: readText(identity, "entity_type") ?? null,
    capabilities: asksForTransfers(params) ? { transfers: "restricted" } : {},
    metadata: mergeMetadata({}, params),
  });
  emitThin(world, { type: "v2.core.account.created", account: account.id, cause });
  return accountViewV2(account, readTexts(params, "include"));
}

function listAccounts(world: World, { params }: Call) {
  const isClosed = params.closed === true;
  const accounts = world.store.accounts
    .newestFirst()
    .filter(({ status }) => (isClosed ? status === "deleted" : status === "open"));
  const view = (account: AccountRecord) => accountViewV2(account, []);
  return listPageV2(accounts, params, { url: "/v2/core/accounts", view });
}

function retrieveAccount(world: World, call: Call) {
  return accountViewV2(existingAccount(world, pathId(call)), readTexts(call.params, "include"));
}

function updateAccount(world: World, call: Call) {
  const { params, cause } = call;
  const account = existingAccount(world, pathId(call));
  const identity = readObject(params, "identity");
  const isNewlyAsked = asksForTransfers(params) && account.capabilities.transfers === undefined;
  const transfers: CapabilityStatus = account.detailsSubmitted ? "active" : "restricted";
  const change = {
    capabilities: isNewlyAsked ? { ...account.capabilities, transfers } : account.capabilities,
    metadata: mergeMetadata(account.metadata, params),
    email: readText(params, "contact_email") ?? account.email,
    displayName: readText(params, "display_name") ?? account.displayName,
    country: readText(identity, "country")?.toUpperCase() ?? account.country,
    entityType: readText(identity, "entity_type") ?? account.entityType,
  } as const;
  return accountViewV2(changeAccount(world, account, change, cause), readTexts(params, "include"));
}

export function existingAccount(world: World, id: string): AccountRecord {
  const account = world.store.accounts.get(id);
  if (account !== undefined && account.status === "open") return account;
  throw new ApiError(404, {
    type: "invalid_request_error",
    code: "not_found",
    message: `Account ${id} not found, or the platform has no access to it.`,
  });
}

function asksForTransfers(params: Params): boolean {
  const recipient = readObject(readObject(params, "configuration"), "recipient");
  const balance = readObject(readObject(recipient, "capabilities"), "stripe_balance");
  return readObject(balance, "stripe_transfers").requested === true;
}
