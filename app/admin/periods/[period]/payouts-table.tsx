import Link from "next/link";
import { ActionForm } from "@/components/forms/action-form";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableFoot,
  TableHead,
} from "@/components/ui/table";
import type { PayoutSummary } from "@/db/queries/payouts";
import { failureWords } from "@/lib/domain/failure";
import { payoutMeaning } from "@/lib/domain/words/payout-words";
import { sumByCurrency } from "@/lib/domain/words/sum-words";
import { retryPayouts } from "./actions";

/** Every payout of a run: who, how much, where it stands, and what to do about a failed one. */
export function PayoutsTable({
  payouts,
  preview = false,
  mayRetry = true,
}: {
  readonly payouts: readonly PayoutSummary[];
  /** Nothing has happened yet, so nothing is said about it. */
  readonly preview?: boolean;
  /** Whether whoever looks may let a failed payout be tried again. */
  readonly mayRetry?: boolean;
}) {
  return (
    <Card flush>
      <Table caption="Payouts of this run" roomy>
        <TableHead>
          <HeaderCell>Developer</HeaderCell>
          {preview ? null : <HeaderCell>Status</HeaderCell>}
          <HeaderCell>To Stripe account</HeaderCell>
          {preview ? null : <HeaderCell>What happened</HeaderCell>}
          <HeaderCell numeric>Amount</HeaderCell>
        </TableHead>
        <TableBody>
          {payouts.map((payout) => (
            <PayoutRow key={payout.id} payout={payout} preview={preview} mayRetry={mayRetry} />
          ))}
        </TableBody>
        <TableFoot>
          {sumByCurrency(payouts.map(({ amount }) => amount)).map((total) => (
            <Row key={total.currency}>
              <RowHeader>Total in {total.currency.toUpperCase()}</RowHeader>
              <Cell label="" />
              {preview ? null : (
                <>
                  <Cell label="" />
                  <Cell label="" />
                </>
              )}
              <Cell label="Amount" numeric>
                <Amount {...total} />
              </Cell>
            </Row>
          ))}
        </TableFoot>
      </Table>
    </Card>
  );
}

function PayoutRow({
  payout,
  preview,
  mayRetry,
}: {
  readonly payout: PayoutSummary;
  readonly preview: boolean;
  readonly mayRetry: boolean;
}) {
  return (
    <Row>
      <RowHeader>
        <Link
          href={`/admin/developers/${encodeURIComponent(payout.developerId)}`}
          className="inline-block min-h-6 leading-6"
        >
          <bdi>{payout.developerName}</bdi>
        </Link>
        {preview ? null : (
          <Link
            href={`/admin/payouts/${payout.id}`}
            className="block min-h-6 text-xs leading-6 font-normal text-muted underline"
          >
            Open the payout
          </Link>
        )}
      </RowHeader>
      {preview ? null : (
        <Cell label="Status">
          <StatusBadge status={payout.state} />
        </Cell>
      )}
      <Cell label="To Stripe account">
        <code className="font-mono text-xs wrap-anywhere lg:whitespace-nowrap">
          {payout.destination}
        </code>
      </Cell>
      {preview ? null : (
        <Cell label="What happened">
          <Outcome payout={payout} mayRetry={mayRetry} />
        </Cell>
      )}
      <Cell label="Amount" numeric>
        <Amount {...payout.amount} />
      </Cell>
    </Row>
  );
}

function Outcome({
  payout,
  mayRetry,
}: {
  readonly payout: PayoutSummary;
  readonly mayRetry: boolean;
}) {
  if (payout.state === "failed" && payout.failureCode !== undefined) {
    const { reason, remedy } = failureWords(payout.failureCode);
    return (
      <div className="space-y-2 text-sm">
        <p>
          {reason} <span className="text-muted">{remedy}</span>
        </p>
        {payout.runId === undefined || !mayRetry ? null : (
          <ActionForm action={retryPayouts} answerAt="bottom" className="space-y-2">
            <input type="hidden" name="runId" value={payout.runId} />
            <input type="hidden" name="payoutId" value={payout.id} />
            <SubmitButton variant="secondary" size="small" pendingLabel="Retrying…">
              Retry
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    );
  }
  if (payout.transferId !== undefined) {
    return (
      <span className="text-sm text-muted">
        Transfer <code className="font-mono text-xs wrap-anywhere">{payout.transferId}</code>
      </span>
    );
  }
  return <span className="text-sm text-muted">{payoutMeaning(payout)}</span>;
}
