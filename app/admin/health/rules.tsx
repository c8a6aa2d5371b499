import { CheckCircle2, ListChecks, XCircle } from "lucide-react";
import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { findLastVerify, type LastVerify } from "@/db/queries/check-results";
import type { VerifyCheck } from "@/db/queries/invariants/invariant";
import type { AdminActor } from "@/lib/auth/actor";
import { actorWords } from "@/lib/domain/words/actor-words";
import { countWords } from "@/lib/domain/words/sum-words";

/** The worker checks each hour; one that missed two is not there. */
const STALE_MS = 2 * 60 * 60 * 1_000;

/** The last result of every rule, whoever asked for it; broken ones first. */
export async function Rules({ admin }: { readonly admin: AdminActor }) {
  const { db, now } = deps();
  const last = await findLastVerify(db, admin);
  if (!last) {
    return (
      <EmptyState icon={ListChecks} title="Not checked yet">
        The worker checks every rule when it starts and each hour after that. Or check now.
      </EmptyState>
    );
  }
  const holds = (check: VerifyCheck) => check.offenders === 0;
  const broken = last.checks.filter((check) => !holds(check));
  return (
    <>
      {now().getTime() - last.startedAt.getTime() > STALE_MS ? (
        <Alert tone="attention" title="This result is more than two hours old" className="mb-4">
          The worker checks each hour. Look whether it runs, or check now.
        </Alert>
      ) : null}
      <Verdict last={last} broken={broken} />
      <Card flush>
        <Table caption="Rules of the books, broken ones first">
          <TableHead>
            <HeaderCell>Rule</HeaderCell>
            <HeaderCell>Result</HeaderCell>
            <HeaderCell numeric>Took</HeaderCell>
          </TableHead>
          <TableBody>
            {[...broken, ...last.checks.filter(holds)].map((check) => (
              <Rule key={check.id} check={check} />
            ))}
          </TableBody>
        </Table>
      </Card>
    </>
  );
}

function Verdict(props: { readonly last: LastVerify; readonly broken: readonly VerifyCheck[] }) {
  const { last, broken } = props;
  const when = (
    <>
      Checked on <Instant at={last.startedAt.toISOString()} /> by {actorWords(last.by)} in{" "}
      {(last.tookMs / 1000).toFixed(1)} s.
    </>
  );
  if (broken.length === 0) {
    return (
      <Alert tone="positive" title={`All ${last.checks.length} rules hold`} className="mb-4">
        {when}
      </Alert>
    );
  }
  return (
    <Alert
      tone="problem"
      role="alert"
      title={`${countWords(broken.length, "rule")} of ${last.checks.length} broken`}
      className="mb-4"
    >
      {when} Approve no payouts until it is clear why.{" "}
      <code className="font-mono">remit verify</code> prints every offending id; quote the rule’s id
      to whoever looks into it.
    </Alert>
  );
}

const IDS_SHOWN = 10;

function Rule({ check }: { readonly check: VerifyCheck }) {
  return (
    <Row>
      <RowHeader>
        <span className="block">{check.title}</span>
        <code className="font-mono text-xs font-normal text-muted">{check.id}</code>
      </RowHeader>
      <Cell label="Result">
        {check.offenders === 0 ? (
          <Badge tone="positive" icon={CheckCircle2}>
            Holds
          </Badge>
        ) : (
          <div>
            <Badge tone="problem" icon={XCircle}>
              {countWords(check.offenders, "offender")}
            </Badge>
            <ul className="mt-1 font-mono text-xs text-muted">
              {check.ids.slice(0, IDS_SHOWN).map((id) => (
                <li key={id} className="wrap-anywhere">
                  {id}
                </li>
              ))}
              {check.offenders > IDS_SHOWN ? <li>and {check.offenders - IDS_SHOWN} more</li> : null}
            </ul>
          </div>
        )}
      </Cell>
      <Cell label="Took" numeric>
        {check.tookMs.toLocaleString("en")} ms
      </Cell>
    </Row>
  );
}
