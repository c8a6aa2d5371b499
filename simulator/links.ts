import { existingAccount } from "./accounts-v2";
import { invalidRequest, missingParameter, noSuchReference } from "./errors";
import type { AccountRecord, LinkRecord } from "./objects";
import { readObject, readText, requireText, requireWebUrl } from "./parameters";
import { type Call, pathId, type Route, reachableAccount } from "./route";
import type { World } from "./world";

export const LINK_SECONDS = 300;

export const linkRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/account_links", handle: createAccountLink },
  { method: "POST", path: "/v1/accounts/{id}/login_links", handle: createLoginLink },
  { method: "POST", path: "/v2/core/account_links", handle: createAccountLinkV2 },
];

function createAccountLink(world: World, { params }: Call) {
  const id = requireText(params, "account");
  const account = world.store.accounts.get(id);
  if (account === undefined || account.status !== "open") {
    throw noSuchReference("account", id, "account");
  }
  refuseUpdateOfExpress(account, requireText(params, "type"));
  const link = mintLink(world, account, {
    purpose: "onboarding",
    refreshUrl: requireWebUrl(params, "refresh_url"),
    returnUrl: requireWebUrl(params, "return_url"),
    madeWith: "v1",
  });
  return {
    object: "account_link",
    created: world.clock.nowSeconds(),
    expires_at: link.expiresAt,
    url: linkUrl(world, link),
  };
}

function createAccountLinkV2(world: World, { params }: Call) {
  const account = existingAccount(world, requireText(params, "account"));
  const useCase = readObject(params, "use_case");
  const type = requireText(useCase, "type");
  refuseUpdateOfExpress(account, type);
  if (useCase[type] === undefined) throw missingParameter(`use_case.${type}`);
  const details = readObject(useCase, type);
  const refreshUrl = requireWebUrl(details, "refresh_url");
  const hasReturn = readText(details, "return_url") !== undefined;
  const link = mintLink(world, account, {
    purpose: "onboarding",
    refreshUrl,
    returnUrl: hasReturn ? requireWebUrl(details, "return_url") : refreshUrl,
    madeWith: "v2",
  });
  return {
    object: "v2.core.account_link",
    account: account.id,
    created: world.clock.nowText(),
    expires_at: new Date(link.expiresAt * 1000).toISOString(),
    livemode: false,
    url: linkUrl(world, link),
    use_case: useCase,
  };
}

function createLoginLink(world: World, call: Call) {
  const account = reachableAccount(world, pathId(call));
  if (account.dashboard !== "express") {
    throw invalidRequest("Cannot create a login link for an account without an Express dashboard.");
  }
  if (!account.detailsSubmitted) {
    throw invalidRequest(
      "Cannot create a login link for an account that has not completed onboarding.",
    );
  }
  const urls = { refreshUrl: "", returnUrl: "" };
  const link = mintLink(world, account, { purpose: "dashboard", ...urls, madeWith: "v1" });
  return { object: "login_link", created: world.clock.nowSeconds(), url: linkUrl(world, link) };
}

/** Only platforms that collect requirements themselves may send people to `account_update`. */
function refuseUpdateOfExpress(account: AccountRecord, type: string): void {
  if (type !== "account_update" || account.requirementCollector === "application") return;
  throw invalidRequest(
    "You cannot create `account_update` type Account Links for this account. Use `account_onboarding` instead.",
    undefined,
    "type",
  );
}

function mintLink(
  world: World,
  account: AccountRecord,
  link: Pick<LinkRecord, "purpose" | "refreshUrl" | "returnUrl" | "madeWith">,
): LinkRecord {
  return world.store.links.put({
    ...link,
    id: world.ids.mint("", 28),
    account: account.id,
    expiresAt: world.clock.nowSeconds() + LINK_SECONDS,
    openedAt: null,
    isFinished: false,
  });
}

function linkUrl(world: World, link: LinkRecord): string {
  const page = link.purpose === "onboarding" ? "setup/e" : "express";
  return `${world.origin}/${page}/${link.account}/${link.id}`;
}
