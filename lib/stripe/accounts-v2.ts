import type Stripe from "stripe";
import { z } from "zod";
import type { AccountFacts } from "@/lib/domain/connect";
import { asking, malformed } from "./gateway-error";
import type { AccountRequest } from "./ports";

/** v2 leaves these out of an account unless they are asked for. */
const INCLUDE = ["configuration.recipient", "requirements", "identity", "defaults"] as const;
const PAGE_SIZE = 100;

// Only what Remit reads. Everything may be absent or new: Stripe adds values to its open enums.
const status = z.enum(["active", "pending", "restricted", "rejected"]).catch("restricted");
const capability = z.object({
  status: z.literal("unsupported").or(status),
  status_details: z.array(z.object({ code: z.string() })).default([]),
});
const entry = z.object({
  awaiting_action_from: z.string().nullish(),
  description: z.string(),
  minimum_deadline: z.object({ status: z.string() }).nullish(),
});
const account = z.object({
  id: z.string().startsWith("acct_"),
  object: z.literal("v2.core.account"),
  closed: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  configuration: z
    .object({
      recipient: z
        .object({
          capabilities: z
            .object({
              stripe_balance: z
                .object({ stripe_transfers: capability.nullish(), payouts: capability.nullish() })
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  identity: z.object({ country: z.string().nullish() }).nullish(),
  requirements: z.object({ entries: z.array(entry).nullish() }).nullish(),
});
type AccountV2 = z.infer<typeof account>;

/**
 * Creates a recipient: a marketplace's payee with Stripe's own dashboard, whose fees and losses
 * the marketplace bears. Only transfers are requested, because card payments would make the
 * onboarding longer for nothing.
 */
export async function createAccountV2(
  stripe: Stripe,
  request: AccountRequest,
  idempotencyKey: string,
): Promise<AccountFacts> {
  const answer = await asking("Creating the account", () =>
    stripe.v2.core.accounts.create(
      {
        ...(request.email ? { contact_email: request.email } : {}),
        display_name: request.displayName,
        ...(request.country ? { identity: { country: request.country.toLowerCase() } } : {}),
        dashboard: "express",
        defaults: {
          responsibilities: { fees_collector: "application", losses_collector: "application" },
        },
        configuration: {
          recipient: {
            capabilities: { stripe_balance: { stripe_transfers: { requested: true } } },
          },
        },
        metadata: { developer_id: request.developerId },
        include: [...INCLUDE],
      },
      { idempotencyKey },
    ),
  );
  return readAccountV2(answer);
}

export async function fetchAccountV2(
  stripe: Stripe,
  accountId: string,
): Promise<AccountFacts | undefined> {
  const answer = await asking("Reading the account", () =>
    stripe.v2.core.accounts.retrieve(accountId, { include: [...INCLUDE] }),
  );
  const read = parseAccount(answer);
  return read.closed ? undefined : factsOf(read);
}

/** Stripe cannot search v2 accounts by metadata, so all open ones are looked through. */
export async function findAccountIdV2(
  stripe: Stripe,
  developerId: string,
): Promise<string | undefined> {
  return asking("Looking for the account", async () => {
    for await (const found of stripe.v2.core.accounts.list({ limit: PAGE_SIZE })) {
      if (found.metadata?.developer_id === developerId) return found.id;
    }
    return undefined;
  });
}

export async function createOnboardingLinkV2(
  stripe: Stripe,
  accountId: string,
  urls: { readonly returnUrl: string; readonly refreshUrl: string },
): Promise<string> {
  const link = await asking("Making the onboarding link", () =>
    stripe.v2.core.accountLinks.create({
      account: accountId,
      use_case: {
        type: "account_onboarding",
        account_onboarding: { refresh_url: urls.refreshUrl, return_url: urls.returnUrl },
      },
    }),
  );
  const url = z.url().safeParse(link.url);
  if (!url.success) throw malformed("Making the onboarding link", url.error);
  return url.data;
}

/** Exported for its tests. */
export function readAccountV2(answer: unknown): AccountFacts {
  return factsOf(parseAccount(answer));
}

function parseAccount(answer: unknown): AccountV2 {
  const parsed = account.safeParse(answer);
  if (!parsed.success) throw malformed("Reading the account", parsed.error);
  return parsed.data;
}

function factsOf(read: AccountV2): AccountFacts {
  const balance = read.configuration?.recipient?.capabilities?.stripe_balance;
  const transfers = balance?.stripe_transfers;
  const entries = read.requirements?.entries ?? [];
  const due = entries.filter(
    (entry) =>
      entry.awaiting_action_from !== "stripe" &&
      entry.minimum_deadline?.status !== "eventually_due",
  );
  const pending = entries.filter((entry) => entry.awaiting_action_from === "stripe");
  return {
    accountId: read.id,
    transfers: transfers?.status ?? "restricted",
    // v2 has no such field: whoever owes nothing has submitted everything.
    detailsSubmitted: due.length === 0 && transfers !== null && transfers !== undefined,
    payoutsEnabled: balance?.payouts ? balance.payouts.status === "active" : undefined,
    requirementsDue: due.map((entry) => entry.description),
    requirementsPending: pending.map((entry) => entry.description),
    disabledReason: transfers?.status_details[0]?.code,
    country: read.identity?.country?.toUpperCase(),
  };
}
