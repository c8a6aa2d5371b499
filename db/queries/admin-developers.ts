import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { ConnectState } from "@/lib/domain/connect";
import { trustedCurrency } from "@/lib/domain/currency";
import { isHeldByStripe } from "@/lib/domain/eligibility";
import type { Hold } from "@/lib/domain/hold";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { PayoutSchedule } from "@/lib/domain/schedule";
import { type HoldRow, holdColumns, holdOf } from "./holds";

type Sql = Pick<Database, "sql">;

export type StripeHold = {
  /** For good, unless Stripe changes its mind: nothing that is added would end it. */
  readonly isRejected: boolean;
  /** What Stripe asks of the developer, in its own ids. */
  readonly requirementsDue: readonly string[];
  readonly disabledReason: string | undefined;
};

export type ListedDeveloper = {
  readonly id: DeveloperId;
  readonly name: string;
  readonly email: string | undefined;
  readonly connect: ConnectState;
  readonly schedule: PayoutSchedule;
  readonly hold: Hold | undefined;
  /** Stripe stopped transfers to the account, or refuses it: nobody here can lift that. */
  readonly stripeHold: StripeHold | undefined;
  /** Unsettled money, a currency each. */
  readonly balances: readonly Money[];
};

export type DeveloperFilter = {
  readonly text?: string | undefined;
  readonly situation?: "on_hold" | "held_by_stripe" | "not_ready" | undefined;
  readonly offset: number;
  readonly limit: number;
};

type DeveloperRow = HoldRow & {
  id: string;
  name: string;
  email: string | null;
  connect: ConnectState;
  schedule: PayoutSchedule;
  was_ready: boolean;
  requirements_due: string[] | null;
  disabled_reason: string | null;
  total: number;
};

/** A page of developers by name, with what stands between them and their money. */
export async function findDevelopers(
  { sql }: Sql,
  _admin: AdminActor,
  filter: DeveloperFilter,
): Promise<{ readonly developers: readonly ListedDeveloper[]; readonly total: number }> {
  const text = filter.text?.toLowerCase();
  const situations = {
    all: sql``,
    on_hold: sql`and hold.id is not null`,
    held_by_stripe: sql`and ${heldByStripe({ sql })}`,
    not_ready: sql`and account.readiness is distinct from 'ready'`,
  };
  const rows = await sql<DeveloperRow[]>`
    ${selectDevelopers({ sql })}
    where true ${situations[filter.situation ?? "all"]}
      ${text === undefined ? sql`` : sql`and (position(${text} in lower(developer.name)) > 0 or position(${text} in lower(developer.id)) > 0 or position(${text} in lower(coalesce(developer.email, ''))) > 0)`}
    order by lower(developer.name), developer.id
    offset ${filter.offset} limit ${filter.limit}`;
  const balances = await findUnsettled(
    { sql },
    rows.map(({ id }) => id),
  );
  return { developers: rows.map((row) => developerOf(row, balances)), total: rows[0]?.total ?? 0 };
}

export async function findDeveloper(
  { sql }: Sql,
  _admin: AdminActor,
  developerId: DeveloperId,
): Promise<ListedDeveloper | undefined> {
  const [row] = await sql<DeveloperRow[]>`
    ${selectDevelopers({ sql })} where developer.id = ${developerId}`;
  return row && developerOf(row, await findUnsettled({ sql }, [row.id]));
}

export async function findDeveloperName(
  { sql }: Sql,
  _admin: AdminActor,
  developerId: DeveloperId,
): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    select name from developers where id = ${developerId}`;
  return row?.name;
}

type Situations = {
  readonly all: number;
  readonly on_hold: number;
  readonly held_by_stripe: number;
  readonly not_ready: number;
};

/** Of all developers, for the admin's rail and filters. */
export async function countSituations({ sql }: Sql, _admin: AdminActor): Promise<Situations> {
  const [row] = await sql<Situations[]>`
    select count(*)::int as "all", count(hold.id)::int as on_hold,
      (count(*) filter (where ${heldByStripe({ sql })}))::int as held_by_stripe,
      (count(*) filter (where account.readiness is distinct from 'ready'))::int as not_ready
    from developers as developer
    left join connected_accounts as account on account.developer_id = developer.id
    left join holds as hold on hold.developer_id = developer.id and hold.lifted_at is null`;
  return row ?? { all: 0, on_hold: 0, held_by_stripe: 0, not_ready: 0 };
}

export type DeveloperMember = {
  readonly email: string;
  readonly name: string | undefined;
  readonly role: "owner" | "member";
};

export async function findMembers(
  { sql }: Sql,
  _admin: AdminActor,
  developerId: DeveloperId,
): Promise<readonly DeveloperMember[]> {
  const rows = await sql<{ email: string; name: string | null; role: "owner" | "member" }[]>`
    select users.email, users.name, members.role
    from members join users on users.id = members.user_id
    where members.developer_id = ${developerId} order by members.role, users.email`;
  return rows.map((row) => ({ ...row, name: row.name ?? undefined }));
}

/** Developers and plugins to choose from, by name. */
export async function findDeveloperChoices(
  { sql }: Sql,
  _admin: AdminActor,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return sql<{ id: string; name: string }[]>`
    select id, name from developers order by lower(name), id limit 1000`;
}

/** As `isHeldByStripe` of the domain, as a condition. */
function heldByStripe({ sql }: Sql) {
  return sql`(account.readiness = 'rejected'
    or (account.first_ready_at is not null and account.readiness <> 'ready'))`;
}

function selectDevelopers({ sql }: Sql) {
  return sql`
    select developer.id, developer.name, developer.email, developer.schedule,
      coalesce(account.readiness::text,
        case when account.stripe_account_id is null then 'not_started' else 'incomplete' end
      ) as connect,
      account.first_ready_at is not null as was_ready, account.requirements_due,
      account.disabled_reason, ${holdColumns({ sql })},
      count(*) over ()::int as total
    from developers as developer
    left join connected_accounts as account on account.developer_id = developer.id
    left join holds as hold on hold.developer_id = developer.id and hold.lifted_at is null`;
}

type UnsettledRow = { developer_id: string; currency: string; balance: bigint };

async function findUnsettled(
  { sql }: Sql,
  ids: readonly string[],
): Promise<readonly UnsettledRow[]> {
  return sql<UnsettledRow[]>`
    select developer_id, currency, sum(amount)::bigint as balance from (
      select developer_id, currency, developer_share as amount from claimed_balances
      where developer_id = any(${[...ids]}::text[]) and payout_id is null
      union all
      select developer_id, currency, amount from payout_returns
      where developer_id = any(${[...ids]}::text[]) and paid_again_by is null
    ) as unit
    group by developer_id, currency having sum(amount) <> 0
    order by currency`;
}

function developerOf(row: DeveloperRow, balances: readonly UnsettledRow[]): ListedDeveloper {
  return {
    id: trusted.developerId(row.id),
    name: row.name,
    email: row.email ?? undefined,
    connect: row.connect,
    schedule: row.schedule,
    hold: holdOf(row),
    stripeHold: isHeldByStripe({ connect: row.connect, wasReady: row.was_ready })
      ? {
          isRejected: row.connect === "rejected",
          requirementsDue: row.requirements_due ?? [],
          disabledReason: row.disabled_reason ?? undefined,
        }
      : undefined,
    balances: balances
      .filter((balance) => balance.developer_id === row.id)
      .map(({ balance, currency }) => money(balance, trustedCurrency(currency))),
  };
}
