import { mintAdmin } from "@/lib/auth/actor";
import type { RunId } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { createDeps } from "@/lib/use-cases/world";

/** What a web process does when somebody presses Approve, to be killed while it does so. */
async function main(): Promise<void> {
  const deps = createDeps({ applicationName: "remit-approver" });
  await deps.db.sql`select 1`;
  process.stdout.write("approving\n");
  await approveRun(deps, mintAdmin("user:ada@example.com"), process.argv[2] as RunId);
}

await main();
