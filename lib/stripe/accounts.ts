import type Stripe from "stripe";
import { z } from "zod";
import type { AccountFacts } from "@/lib/domain/connect";
import {
  createAccountV1,
  createOnboardingLinkV1,
  fetchAccountV1,
  findAccountIdV1,
} from "./accounts-v1";
import {
  createAccountV2,
  createOnboardingLinkV2,
  fetchAccountV2,
  findAccountIdV2,
} from "./accounts-v2";
import { asking } from "./gateway-error";
import { type AccountGateway, GatewayError } from "./ports";

export type AccountsApi = "v2" | "v1";

/** Connected accounts over the generation of Stripe's API that the platform uses. */
export function createAccountGateway(stripe: Stripe, api: AccountsApi): AccountGateway {
  const fetchOne = api === "v2" ? fetchAccountV2 : fetchAccountV1;
  const findId = api === "v2" ? findAccountIdV2 : findAccountIdV1;
  const fetchAccount = (accountId: string) => unlessGone(() => fetchOne(stripe, accountId));
  return {
    createAccount: (request, idempotencyKey) =>
      (api === "v2" ? createAccountV2 : createAccountV1)(stripe, request, idempotencyKey),
    fetchAccount,
    findAccount: async (developerId) => {
      const accountId = await findId(stripe, developerId);
      return accountId === undefined ? undefined : fetchAccount(accountId);
    },
    createOnboardingLink: (accountId, urls) =>
      (api === "v2" ? createOnboardingLinkV2 : createOnboardingLinkV1)(stripe, accountId, urls),
    createDashboardLink: (accountId) => createDashboardLink(stripe, accountId),
  };
}

/** Login links are v1 for both generations. Refused until the onboarding is through. */
async function createDashboardLink(stripe: Stripe, accountId: string): Promise<string | undefined> {
  try {
    const link = await asking("Making the dashboard link", () =>
      stripe.accounts.createLoginLink(accountId),
    );
    return z.url().parse(link.url);
  } catch (error) {
    if (error instanceof GatewayError && error.trouble === "refused") return undefined;
    throw error;
  }
}

async function unlessGone(
  fetchOne: () => Promise<AccountFacts | undefined>,
): Promise<AccountFacts | undefined> {
  try {
    return await fetchOne();
  } catch (error) {
    if (error instanceof GatewayError && error.trouble === "gone") return undefined;
    throw error;
  }
}
