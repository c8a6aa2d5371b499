import { userInfo } from "node:os";
import { findUserByEmail } from "@/db/queries/users";
import { type AdminActor, mintAdmin } from "@/lib/auth/actor";
import { isAdmin } from "@/lib/auth/admin-emails";
import { parseEmail } from "@/lib/auth/email";
import { environment } from "@/lib/config/environment";
import type { Deps } from "@/lib/use-cases/deps";

/** For `--as EMAIL`: whoever acts on the command line is an admin by name, as in the audit log. */
export async function actingAdmin(
  { db }: Pick<Deps, "db">,
  email: string | undefined,
): Promise<AdminActor> {
  if (email === undefined) throw new Error("Say who acts with --as EMAIL: an admin's address");
  const parsed = parseEmail(email);
  if (!parsed.ok) throw new Error(`--as: ${email} is not an e-mail address`);
  const user = await findUserByEmail(db, parsed.value);
  if (!user || !isAdmin(user, environment().ADMIN_EMAILS)) {
    throw new Error(
      `--as: ${parsed.value} is not an admin. Make them one with \`npm run remit -- user grant ${parsed.value} admin\``,
    );
  }
  return mintAdmin(`operator:${parsed.value}`);
}

/** For commands that move no money: the admin named by `--as`, else the machine's own user. */
export async function actingOperator(
  deps: Pick<Deps, "db">,
  email: string | undefined,
): Promise<AdminActor> {
  return email === undefined ? mintAdmin(operatorName()) : actingAdmin(deps, email);
}

/** Whoever holds the database's password, by the name of their account on this machine. */
export function operatorName(): string {
  return `operator:${userInfo().username}`;
}
