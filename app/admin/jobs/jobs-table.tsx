import { CheckCircle2, CircleDashed, LoaderCircle, TriangleAlert, XCircle } from "lucide-react";
import { ActionForm } from "@/components/forms/action-form";
import { Actor } from "@/components/ui/actor";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { ASKABLE_JOBS, type AskableJob } from "@/lib/domain/job";
import { JOB_WORDS } from "@/lib/domain/words/job-words";
import type { ShownJob } from "@/lib/use-cases/show-jobs";
import { runNow } from "./actions";

const RUN_NOW: Readonly<Record<AskableJob, string>> = {
  sweep: "Look now",
  verify: "Check now",
  reconcile: "Compare now",
};

const LOOKS = {
  done: { tone: "positive", icon: CheckCircle2, words: "Done" },
  problems: { tone: "attention", icon: TriangleAlert, words: "Needs a look" },
  failed: { tone: "problem", icon: XCircle, words: "Failed" },
} as const;

export function JobsTable({ jobs }: { readonly jobs: readonly ShownJob[] }) {
  return (
    <Card flush>
      <Table caption="Jobs, with their last run and their next" roomy>
        <TableHead>
          <HeaderCell>Job</HeaderCell>
          <HeaderCell>Last run</HeaderCell>
          <HeaderCell>Result</HeaderCell>
          <HeaderCell>Next run</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Run it now</span>
          </HeaderCell>
        </TableHead>
        <TableBody>
          {jobs.map((job) => (
            <JobRow key={job.name} job={job} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function JobRow({ job }: { readonly job: ShownJob }) {
  const { title, sentence } = JOB_WORDS[job.name];
  const askable = ASKABLE_JOBS.find((name) => name === job.name);
  return (
    <Row>
      <RowHeader>
        {title}
        <span className="block max-w-72 text-sm font-normal text-muted">{sentence}</span>
      </RowHeader>
      <Cell label="Last run">
        <div>
          {job.last ? <Instant at={job.last.at.toISOString()} /> : "Never"}
          {job.last && job.startedBy && job.startedBy !== "worker" ? (
            <span className="block text-sm text-muted">
              by <Actor name={job.startedBy} />
            </span>
          ) : null}
        </div>
      </Cell>
      <Cell label="Result">
        <Result job={job} />
      </Cell>
      <Cell label="Next run">
        {job.next ? <Instant at={job.next.toISOString()} /> : "Switched off"}
      </Cell>
      <Cell label="">
        {askable ? (
          <ActionForm action={runNow} answerAt="bottom" className="space-y-2" label={title}>
            <input type="hidden" name="job" value={askable} />
            <SubmitButton
              variant="secondary"
              size="small"
              className="whitespace-nowrap"
              pendingLabel="One moment…"
            >
              {RUN_NOW[askable]}
            </SubmitButton>
          </ActionForm>
        ) : null}
      </Cell>
    </Row>
  );
}

function Result({ job: { last, isRunning } }: { readonly job: ShownJob }) {
  if (isRunning) {
    return (
      <Badge tone="waiting" icon={LoaderCircle}>
        Running
      </Badge>
    );
  }
  if (!last) {
    return (
      <Badge tone="neutral" icon={CircleDashed}>
        Not yet
      </Badge>
    );
  }
  const { tone, icon, words } = LOOKS[last.outcome];
  return (
    <div className="max-w-80 space-y-1">
      <Badge tone={tone} icon={icon}>
        {words}
      </Badge>
      <p className="text-sm text-muted">{last.message}</p>
    </div>
  );
}
