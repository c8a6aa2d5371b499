import { findAbove, findAdminEmails } from "@/db/queries/two-people";
import type { AdminActor } from "@/lib/auth/actor";
import { environment } from "@/lib/config/environment";
import type { RunId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { isSamePerson } from "@/lib/domain/person";
import type { Deps } from "./deps";

/** The run is above a threshold, and whoever prepared it may not let it be sent. */
export type SecondPerson = {
  readonly above: readonly { readonly amount: Money; readonly threshold: Money }[];
  /** Admins by address who may. */
  readonly others: readonly string[];
};

/** Absent when the admin may do it: no threshold is passed, or somebody else prepared the run. */
export async function findSecondPerson(
  { db }: Pick<Deps, "db">,
  admin: AdminActor,
  runId: RunId,
): Promise<SecondPerson | undefined> {
  const above = await findAbove(db, admin, runId);
  if (above.length === 0) return undefined;
  const invited = environment().ADMIN_EMAILS.map((email) => email.trim().toLowerCase());
  const emails = new Set([...(await findAdminEmails(db, admin)), ...invited]);
  const others = [...emails].filter((email) => !isSamePerson(email, admin.name)).sort();
  return { above, others };
}
