import type { Metadata } from "next";
import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { PageHeading } from "@/components/ui/page-heading";
import { findCloseSchedule } from "@/db/queries/jobs";
import { requireAdmin } from "@/lib/auth/guards";
import { isWorkerSilent, showJobs } from "@/lib/use-cases/show-jobs";
import { Closing } from "./closing";
import { JobsTable } from "./jobs-table";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage() {
  const admin = await requireAdmin();
  const { db, now, zone } = deps();
  const [jobs, decided] = await Promise.all([showJobs(deps(), admin), findCloseSchedule(db)]);
  return (
    <>
      <PageHeading
        title="Jobs"
        sentence="What the worker does by the clock. What was missed while no worker ran is made up for once."
      />
      {isWorkerSilent(jobs, now()) ? (
        <Alert tone="problem" title="No worker has looked for work for minutes" className="mb-6">
          Payouts that are approved wait until one does. Start it with{" "}
          <code className="font-mono">npm run worker</code>; nothing is lost, and nothing is sent
          twice.
        </Alert>
      ) : null}
      <JobsTable jobs={jobs} />
      <Closing decided={decided} zone={zone} />
    </>
  );
}
