import { Ban, CircleDashed, ThumbsUp } from "lucide-react";
import Link from "next/link";
import { Actor } from "@/components/ui/actor";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { RunSummary } from "@/db/queries/runs";
import type { RunId } from "@/lib/domain/ids";
import { countWords, sumWords } from "@/lib/domain/words/sum-words";
import { scopeWords } from "./scope-words";

const LOOKS = {
  prepared: { tone: "neutral", icon: CircleDashed, words: "Waits for approval" },
  approved: { tone: "positive", icon: ThumbsUp, words: "Approved" },
  canceled: { tone: "neutral", icon: Ban, words: "Canceled" },
} as const;

/** Every run of the month, newest first; each opens above. */
export function RunsTable({
  runs,
  shown,
}: {
  readonly runs: readonly RunSummary[];
  readonly shown: RunId | undefined;
}) {
  return (
    <Section title="Runs of this month">
      <Card flush>
        <Table caption="Runs of this month, newest first" roomy>
          <TableHead>
            <HeaderCell>Prepared</HeaderCell>
            <HeaderCell>For</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell>By</HeaderCell>
            <HeaderCell numeric>Payouts</HeaderCell>
          </TableHead>
          <TableBody>
            {runs.map((run) => {
              const { tone, icon, words } = LOOKS[run.state];
              const count = run.progress.reduce((sum, { payouts }) => sum + payouts, 0);
              return (
                <Row key={run.id} linked>
                  <RowHeader>
                    <Link
                      href={`/admin/periods/${run.period}?run=${run.id}`}
                      aria-current={run.id === shown ? "true" : undefined}
                    >
                      <Instant at={run.prepared.at.toISOString()} />
                      {run.id === shown ? " (shown above)" : ""}
                    </Link>
                  </RowHeader>
                  <Cell label="For">{scopeWords(run).replace(/^for /, "")}</Cell>
                  <Cell label="State">
                    <Badge tone={tone} icon={icon}>
                      {words}
                    </Badge>
                  </Cell>
                  <Cell label="By">
                    <Actor name={(run.canceled ?? run.approved ?? run.prepared).by} />
                  </Cell>
                  <Cell label="Payouts" numeric>
                    <div>
                      {countWords(count, "payout")}
                      <span className="block text-sm text-muted">
                        {sumWords(run.progress.map(({ amount }) => amount))}
                      </span>
                    </div>
                  </Cell>
                </Row>
              );
            })}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}
