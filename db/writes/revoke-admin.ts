import type { Database } from "@/db/client";
import { auditCtes } from "./audit";

/** Takes the admin's role from the owner of an address; their keys that do an admin's work end with it. */
export async function revokeAdminRow(
  db: Pick<Database, "sql">,
  email: string,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<{ readonly changed: boolean }> {
  const entry = {
    at,
    actor,
    action: "user.revoke",
    subject: `user:${email}`,
    detail: { role: "admin" },
  };
  const rows = await db.sql`
    with revoked as (
      update users set role = 'user' where email = ${email} and role = 'admin' returning id
    ),
    ${auditCtes(db, entry, "revoked")}
    select id from revoked`;
  return { changed: rows.length > 0 };
}
