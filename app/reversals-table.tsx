import { Actor } from "@/components/ui/actor";
import { Amount } from "@/components/ui/amount";
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
import type { PayoutReversal } from "@/db/queries/reversals";
import type { Currency } from "@/lib/domain/currency";
import { reversalFailureWords } from "@/lib/domain/reversal";
import { REVERSAL_STATE_WORDS } from "@/lib/domain/words/reversal-words";

/** What was asked to be taken back of a payout, why, and what became of it. */
export function ReversalsTable({
  reversals,
  currency,
  withAuthors = false,
}: {
  readonly reversals: readonly PayoutReversal[];
  readonly currency: Currency;
  /** Admins see who asked, and why Stripe refused. */
  readonly withAuthors?: boolean;
}) {
  return (
    <Table caption="Reversals of this payout">
      <TableHead>
        <HeaderCell>Reason</HeaderCell>
        <HeaderCell>Asked for</HeaderCell>
        <HeaderCell>Outcome</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
      </TableHead>
      <TableBody>
        {reversals.map((reversal) => (
          <Row key={reversal.no}>
            <RowHeader>
              <span className="wrap-anywhere">{reversal.reason}</span>
            </RowHeader>
            <Cell label="Asked for">
              <div>
                <Instant at={reversal.requestedAt.toISOString()} />
                {withAuthors ? (
                  <span className="block text-xs text-muted wrap-anywhere">
                    <Actor name={reversal.requestedBy} />
                  </span>
                ) : null}
              </div>
            </Cell>
            <Cell label="Outcome">
              <div>
                {REVERSAL_STATE_WORDS[reversal.state]}
                {withAuthors && reversal.state === "refused" && reversal.code ? (
                  <WhyRefused code={reversal.code} />
                ) : null}
              </div>
            </Cell>
            <Cell label="Amount" numeric>
              <Amount minor={-reversal.amount} currency={currency} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function WhyRefused({ code }: { readonly code: string }) {
  const { reason, remedy } = reversalFailureWords(code);
  return (
    <>
      <span className="block text-sm">{reason}</span>
      <span className="block text-sm text-muted">{remedy}</span>
    </>
  );
}
