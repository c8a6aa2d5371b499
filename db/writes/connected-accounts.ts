import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import { ACCESS_LOST, type AccountFacts, readinessOf } from "@/lib/domain/connect";
import type { DeveloperId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

type Sql = Pick<Database, "sql">;
type Step = { readonly developerId: DeveloperId; readonly actor: string; readonly at: Date };

/**
 * Notes that an account is about to be made, and under which key. Of two tabs at once the primary
 * key lets one through, and both go on with the key of that one.
 */
export async function beginAccount({ sql }: Sql, step: Step & { key: string }): Promise<void> {
  await sql`
    with begun as (
      insert into connected_accounts (developer_id, creation_key, creation_started_at)
      values (${step.developerId}, ${step.key}, ${step.at})
      on conflict (developer_id) do nothing
      returning developer_id
    ),
    ${auditCtes({ sql }, entry(step, "account.begin", { key: step.key }), "begun")}
    select seq from audit_entry`;
}

/** A new key in the place of one that Stripe no longer honours; nothing if somebody was faster. */
export async function renewAccountKey(
  { sql }: Sql,
  step: Step & { readonly usedKey: string; readonly key: string },
): Promise<void> {
  await sql`
    with renewed as (
      update connected_accounts
      set creation_key = ${step.key}, creation_no = creation_no + 1,
        creation_started_at = ${step.at}
      where developer_id = ${step.developerId} and creation_key = ${step.usedKey}
        and stripe_account_id is null
      returning developer_id
    ),
    ${auditCtes({ sql }, entry(step, "account.renew_key", { key: step.key }), "renewed")}
    select seq from audit_entry`;
}

/** Keeps the account that Stripe made under the key, unless one is known already. */
export async function adoptAccount(
  { sql }: Sql,
  step: Step & { readonly key: string; readonly facts: AccountFacts },
): Promise<void> {
  const { facts } = step;
  await sql`
    with adopted as (
      update connected_accounts
      set stripe_account_id = ${facts.accountId}, ${snapshot({ sql }, facts, step.at)}
      where developer_id = ${step.developerId} and creation_key = ${step.key}
        and stripe_account_id is null
      returning developer_id
    ),
    ${auditCtes({ sql }, entry(step, "account.connect", { account: facts.accountId }), "adopted")}
    select seq from audit_entry`;
}

/**
 * Keeps what Stripe said of an account at `step.at`, when the asking began. An older answer that
 * arrives late changes nothing. Audited when the readiness changes, not at every look.
 */
export async function keepSnapshot(
  { sql }: Sql,
  step: Step & { readonly facts: AccountFacts },
): Promise<void> {
  const { facts } = step;
  await sql`
    with ${lockedAccount({ sql }, step, facts.accountId)},
    kept as (
      update connected_accounts as account
      set ${snapshot({ sql }, facts, step.at)}
      from before
      where account.developer_id = before.developer_id
      returning before.readiness as old, account.readiness as new
    ),
    news as (select old, new from kept where old is distinct from new),
    ${auditCtes({ sql }, entry(step, "account.readiness", readinessChange({ sql }, facts.accountId)), "news")}
    select seq from audit_entry`;
}

/** The account is no longer ours to see: nothing may be sent there until it is seen again. */
export async function markAccessLost(
  { sql }: Sql,
  step: Step & { readonly accountId: string },
): Promise<void> {
  await sql`
    with ${lockedAccount({ sql }, step, step.accountId)},
    lost as (
      update connected_accounts as account
      set readiness = 'rejected', disabled_reason = ${ACCESS_LOST}, requirements_due = '{}',
        requirements_pending = '{}', fetched_at = ${step.at}
      from before
      where account.developer_id = before.developer_id
      returning before.disabled_reason as old_reason
    ),
    news as (select 1 from lost where old_reason is distinct from ${ACCESS_LOST}),
    ${auditCtes({ sql }, entry(step, "account.access_lost", { account: step.accountId }), "news")}
    select seq from audit_entry`;
}

/** Makes room for a new account after access to the old one was lost. */
export async function replaceLostAccount(
  { sql }: Sql,
  step: Step & { readonly accountId: string; readonly key: string },
): Promise<void> {
  await sql`
    with replaced as (
      update connected_accounts
      set stripe_account_id = null, readiness = null, first_ready_at = null,
        disabled_reason = null, fetched_at = null, details_submitted = false,
        payouts_enabled = null, creation_key = ${step.key}, creation_no = creation_no + 1, creation_started_at = ${step.at}
      where developer_id = ${step.developerId} and stripe_account_id = ${step.accountId}
        and disabled_reason = ${ACCESS_LOST}
      returning developer_id
    ),
    ${auditCtes({ sql }, entry(step, "account.replace", { account: step.accountId }), "replaced")}
    select seq from audit_entry`;
}

/** Locked first, so that the comparison with what was there is with the newest row. */
function lockedAccount({ sql }: Sql, step: Step, accountId: string): Fragment {
  return sql`
    before as materialized (
      select developer_id, readiness, disabled_reason from connected_accounts
      where developer_id = ${step.developerId} and stripe_account_id = ${accountId}
        and (fetched_at is null or fetched_at <= ${step.at})
      for update
    )`;
}

function snapshot({ sql }: Sql, facts: AccountFacts, at: Date): Fragment {
  const readiness = readinessOf(facts);
  const isReady = readiness === "ready";
  return sql`
    readiness = ${readiness},
    first_ready_at = coalesce(first_ready_at, ${isReady ? at : null}::timestamptz),
    requirements_due = ${[...facts.requirementsDue]}::text[],
    requirements_pending = ${[...facts.requirementsPending]}::text[],
    disabled_reason = ${facts.disabledReason ?? null},
    details_submitted = ${facts.detailsSubmitted},
    payouts_enabled = ${facts.payoutsEnabled ?? null}, country = ${facts.country ?? null},
    fetched_at = ${at}`;
}

function readinessChange({ sql }: Sql, accountId: string): Fragment {
  return sql`(select jsonb_build_object('account', ${accountId}::text, 'from', old, 'to', new)
    from news)`;
}

function entry<Detail>(step: Step, action: string, detail: Detail) {
  const subject = `developer:${step.developerId}`;
  return { at: step.at, actor: step.actor, action, subject, detail };
}
