import type { Command } from "commander";
import { migrateDatabase } from "@/db/migrate";
import { count, type OutputOptions, print } from "../output";
import { withDatabaseUrl } from "../world";

export function addMigrate(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database up to date. Safe to run twice and from several processes.")
    .option("--json", "print the result as JSON")
    .action((options: OutputOptions) =>
      withDatabaseUrl(async (url) => {
        const { applied } = await migrateDatabase(url, { onWait: sayWaiting });
        const line =
          applied === 0
            ? "The database was up to date already."
            : `The database is up to date: ${count(applied, "migration")} applied.`;
        print(options, { applied }, [line]);
      }),
    );
}

/** Beside the result, which scripts read. */
function sayWaiting(tries: number): void {
  if (tries === 1)
    process.stderr.write("A table is in use; waiting for it without being in the way …\n");
}
