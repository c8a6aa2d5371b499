import { ok } from "@/lib/domain/result";
import { isWorkerSilent, type ShownJob, showJobs } from "@/lib/use-cases/show-jobs";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readQuery } from "../parse-query";

/** What the worker does by the clock: last run, result, next run. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const jobs = await showJobs(deps, actor);
  const body = { jobs: jobs.map(jobJson), isWorkerSilent: isWorkerSilent(jobs, deps.now()) };
  return ok({ body });
});

function jobJson({ name, isRunning, startedAt, last, next }: ShownJob) {
  const never = { startedAt: startedAt ?? null, last: last ?? null, next: next ?? null };
  return { name, isRunning, ...never };
}

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
