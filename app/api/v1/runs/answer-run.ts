import { findRun } from "@/db/queries/runs";
import type { AdminActor } from "@/lib/auth/actor";
import type { RunId } from "@/lib/domain/ids";
import { ok } from "@/lib/domain/result";
import type { Deps } from "@/lib/use-cases/deps";
import { runJson } from "./run-json";

/** What an act on a run did, beside the run as it is now. */
export async function answerRun(
  { db }: Pick<Deps, "db">,
  actor: AdminActor,
  runId: RunId,
  done: Readonly<Record<string, number>>,
) {
  const run = await findRun(db, actor, runId);
  if (!run) throw new Error(`Run ${runId} was acted on and is gone`);
  return ok({ body: { ...done, run: runJson(run) } });
}
