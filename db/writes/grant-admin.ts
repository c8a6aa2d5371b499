import type { Database } from "@/db/client";
import { auditCtes } from "./audit";

/** Makes the owner of an address an admin, also before their first sign-in. */
export async function upsertAdmin(
  db: Pick<Database, "sql">,
  user: { readonly id: string; readonly email: string },
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<{ readonly changed: boolean }> {
  const entry = {
    at,
    actor,
    action: "user.grant",
    subject: `user:${user.email}`,
    detail: { role: "admin" },
  };
  const rows = await db.sql`
    with granted as (
      insert into users as known (id, email, role, created_at)
      values (${user.id}, ${user.email}, 'admin', ${at})
      on conflict (email) do update set role = 'admin' where known.role <> 'admin'
      returning id
    ),
    ${auditCtes(db, entry, "granted")}
    select id from granted`;
  return { changed: rows.length > 0 };
}
