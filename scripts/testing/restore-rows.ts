import type { TestDatabase } from "./database";

/** Puts rows into an earlier state, past every trigger and constraint, as a backup would. */
export async function restoreRows(
  { sql }: Pick<TestDatabase, "sql">,
  statements: string,
): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe("set local session_replication_role = replica");
    await transaction.unsafe(statements);
  });
}
