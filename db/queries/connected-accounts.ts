import { and, asc, eq, isNotNull, lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { connectedAccounts } from "@/db/schema/connected-accounts";
import { developers } from "@/db/schema/developers";
import type { ConnectState } from "@/lib/domain/connect";
import { type DeveloperId, trusted } from "@/lib/domain/ids";

/** A developer's payout account as last read from Stripe. Plain: pages may pass it on. */
export type ConnectedAccount = {
  readonly developerId: DeveloperId;
  readonly state: ConnectState;
  readonly stripeAccountId: string | undefined;
  readonly requirementsDue: readonly string[];
  readonly requirementsPending: readonly string[];
  readonly disabledReason: string | undefined;
  readonly detailsSubmitted: boolean;
  readonly payoutsEnabled: boolean | undefined;
  readonly country: string | undefined;
  /** When Stripe was last asked. */
  readonly fetchedAt: Date | undefined;
};

const columns = {
  developerId: connectedAccounts.developerId,
  stripeAccountId: connectedAccounts.stripeAccountId,
  readiness: connectedAccounts.readiness,
  requirementsDue: connectedAccounts.requirementsDue,
  requirementsPending: connectedAccounts.requirementsPending,
  disabledReason: connectedAccounts.disabledReason,
  detailsSubmitted: connectedAccounts.detailsSubmitted,
  payoutsEnabled: connectedAccounts.payoutsEnabled,
  country: connectedAccounts.country,
  fetchedAt: connectedAccounts.fetchedAt,
};

/** Always answers: a developer without an account has not started. */
export async function findConnectedAccount(
  db: Pick<Database, "orm">,
  developerId: DeveloperId,
): Promise<ConnectedAccount> {
  const [row] = await db.orm
    .select(columns)
    .from(connectedAccounts)
    .where(eq(connectedAccounts.developerId, developerId));
  return {
    developerId,
    state: row?.readiness ?? "not_started",
    stripeAccountId: row?.stripeAccountId ?? undefined,
    requirementsDue: row?.requirementsDue ?? [],
    requirementsPending: row?.requirementsPending ?? [],
    disabledReason: row?.disabledReason ?? undefined,
    detailsSubmitted: row?.detailsSubmitted ?? false,
    payoutsEnabled: row?.payoutsEnabled ?? undefined,
    country: row?.country ?? undefined,
    fetchedAt: row?.fetchedAt ?? undefined,
  };
}

/** How far the making of a developer's account has come. */
export type AccountCreation = {
  readonly key: string;
  readonly no: number;
  readonly startedAt: Date;
  readonly stripeAccountId: string | undefined;
};

export async function findAccountCreation(
  db: Pick<Database, "orm">,
  developerId: DeveloperId,
): Promise<AccountCreation | undefined> {
  const [row] = await db.orm
    .select({
      key: connectedAccounts.creationKey,
      no: connectedAccounts.creationNo,
      startedAt: connectedAccounts.creationStartedAt,
      stripeAccountId: connectedAccounts.stripeAccountId,
    })
    .from(connectedAccounts)
    .where(eq(connectedAccounts.developerId, developerId));
  return row && { ...row, stripeAccountId: row.stripeAccountId ?? undefined };
}

/** What Stripe is told about a developer when their account is made. */
export async function findPayee(
  db: Pick<Database, "orm">,
  developerId: DeveloperId,
): Promise<
  | {
      readonly displayName: string;
      readonly email: string | undefined;
      readonly country: string | undefined;
    }
  | undefined
> {
  const [row] = await db.orm
    .select({ name: developers.name, email: developers.email, country: developers.country })
    .from(developers)
    .where(eq(developers.id, developerId));
  if (!row) return undefined;
  return {
    displayName: row.name,
    email: row.email ?? undefined,
    country: row.country ?? undefined,
  };
}

export async function findDeveloperOfAccount(
  db: Pick<Database, "orm">,
  stripeAccountId: string,
): Promise<DeveloperId | undefined> {
  const [row] = await db.orm
    .select({ developerId: connectedAccounts.developerId })
    .from(connectedAccounts)
    .where(eq(connectedAccounts.stripeAccountId, stripeAccountId));
  return row && trusted.developerId(row.developerId);
}

/** Accounts not read since: a webhook may have been lost. Longest unread first. */
export async function findStaleAccounts(
  db: Pick<Database, "orm">,
  before: Date,
  limit: number,
): Promise<readonly DeveloperId[]> {
  const rows = await db.orm
    .select({ developerId: connectedAccounts.developerId })
    .from(connectedAccounts)
    .where(
      and(isNotNull(connectedAccounts.stripeAccountId), lt(connectedAccounts.fetchedAt, before)),
    )
    .orderBy(asc(connectedAccounts.fetchedAt))
    .limit(limit);
  return rows.map((row) => trusted.developerId(row.developerId));
}
