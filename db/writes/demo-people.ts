import type { Database } from "@/db/client";
import type { DeveloperId } from "@/lib/domain/ids";

type Sql = Pick<Database, "sql">;

/** Puts in the person who plays a developer of the demo; a second click finds the same one. */
export async function upsertDemoOwner(
  { sql }: Sql,
  person: { readonly id: string; readonly name: string; readonly email: string },
  developerId: DeveloperId,
  at: Date,
): Promise<string> {
  const [row] = await sql<{ userId: string }[]>`
    with person as (
      insert into users (id, name, email, email_verified)
      values (${person.id}, ${person.name}, ${person.email}, ${at})
      on conflict (email) do update set email_verified = excluded.email_verified
      returning id
    )
    insert into members (user_id, developer_id, role)
    select id, ${developerId}, 'owner' from person
    on conflict (user_id, developer_id) do update set role = members.role
    returning user_id as "userId"`;
  if (!row) throw new Error("The database did not return the person that it stored");
  return row.userId;
}

export async function upsertDemoAdmin(
  { sql }: Sql,
  person: { readonly id: string; readonly name: string; readonly email: string },
  at: Date,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into users (id, name, email, email_verified, role)
    values (${person.id}, ${person.name}, ${person.email}, ${at}, 'admin')
    on conflict (email) do update set role = 'admin', email_verified = excluded.email_verified
    returning id`;
  if (!row) throw new Error("The database did not return the person that it stored");
  return row.id;
}
