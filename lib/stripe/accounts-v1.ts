import type Stripe from "stripe";
import { z } from "zod";
import type { AccountFacts } from "@/lib/domain/connect";
import { asking, malformed } from "./gateway-error";
import type { AccountRequest } from "./ports";

const PAGE_SIZE = 100;

const names = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const account = z.object({
  id: z.string().startsWith("acct_"),
  object: z.literal("account"),
  country: z.string().nullish(),
  details_submitted: z.boolean().nullish(),
  payouts_enabled: z.boolean().nullish(),
  capabilities: z.object({ transfers: z.string().nullish() }).nullish(),
  requirements: z
    .object({
      currently_due: names,
      past_due: names,
      pending_verification: names,
      disabled_reason: z.string().nullish(),
    })
    .nullish(),
});

/** Accounts with controller properties, for platforms that are not on the v2 API. */
export async function createAccountV1(
  stripe: Stripe,
  request: AccountRequest,
  idempotencyKey: string,
): Promise<AccountFacts> {
  const answer = await asking("Creating the account", () =>
    stripe.accounts.create(
      {
        controller: {
          fees: { payer: "application" },
          losses: { payments: "application" },
          requirement_collection: "stripe",
          stripe_dashboard: { type: "express" },
        },
        capabilities: { transfers: { requested: true } },
        ...(request.email ? { email: request.email } : {}),
        ...(request.country ? { country: request.country } : {}),
        business_profile: { name: request.displayName },
        metadata: { developer_id: request.developerId },
      },
      { idempotencyKey },
    ),
  );
  return readAccountV1(answer);
}

export async function fetchAccountV1(stripe: Stripe, accountId: string): Promise<AccountFacts> {
  return readAccountV1(
    await asking("Reading the account", () => stripe.accounts.retrieve(accountId)),
  );
}

export async function findAccountIdV1(
  stripe: Stripe,
  developerId: string,
): Promise<string | undefined> {
  return asking("Looking for the account", async () => {
    for await (const found of stripe.accounts.list({ limit: PAGE_SIZE })) {
      if (found.metadata?.developer_id === developerId) return found.id;
    }
    return undefined;
  });
}

export async function createOnboardingLinkV1(
  stripe: Stripe,
  accountId: string,
  urls: { readonly returnUrl: string; readonly refreshUrl: string },
): Promise<string> {
  const link = await asking("Making the onboarding link", () =>
    stripe.accountLinks.create({
      account: accountId,
      type: "account_onboarding",
      refresh_url: urls.refreshUrl,
      return_url: urls.returnUrl,
    }),
  );
  const url = z.url().safeParse(link.url);
  if (!url.success) throw malformed("Making the onboarding link", url.error);
  return url.data;
}

/** Exported for its tests. */
export function readAccountV1(answer: unknown): AccountFacts {
  const parsed = account.safeParse(answer);
  if (!parsed.success) throw malformed("Reading the account", parsed.error);
  const { data } = parsed;
  const requirements = data.requirements;
  const due = [...(requirements?.currently_due ?? []), ...(requirements?.past_due ?? [])];
  return {
    accountId: data.id,
    transfers: transfersOf(data.capabilities?.transfers),
    detailsSubmitted: data.details_submitted ?? false,
    payoutsEnabled: data.payouts_enabled ?? undefined,
    requirementsDue: [...new Set(due)],
    requirementsPending: requirements?.pending_verification ?? [],
    disabledReason: requirements?.disabled_reason ?? undefined,
    country: data.country?.toUpperCase(),
  };
}

/** v1 says `inactive` for everything that v2 tells apart. */
function transfersOf(status: string | null | undefined): AccountFacts["transfers"] {
  return status === "active" || status === "pending" ? status : "restricted";
}
