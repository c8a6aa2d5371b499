import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
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
import { findDebts } from "@/db/queries/debts";
import { adjustmentText } from "@/lib/domain/adjustment";
import type { Debt, DebtCause } from "@/lib/domain/debt";
import type { DeveloperId } from "@/lib/domain/ids";
import { debtOutlook, debtSum, debtTitle, debtUnsent } from "@/lib/domain/words/debt-words";
import { EVENT_LABELS } from "@/lib/domain/words/event-words";
import { dayName } from "@/lib/domain/words/period-words";
import { countWords } from "@/lib/domain/words/sum-words";
import { deps } from "./deps";

/** Why a developer owes, since when and because of which sales; nothing for who does not. */
export async function Debts({
  developerId,
  who,
}: {
  readonly developerId: DeveloperId;
  /** Whether the developer reads it or an admin. */
  readonly who: "you" | "they";
}) {
  const { db, zone } = deps();
  const debts = await findDebts(db, developerId, zone);
  return debts.map((debt) => (
    <section
      key={debt.balance.currency}
      className="mb-6 space-y-3"
      aria-label={debtTitle(debt, who)}
    >
      <Alert tone={who === "you" ? "neutral" : "attention"} title={`${debtTitle(debt, who)}.`}>
        {debtSum(debt)} {debtUnsent(debt)} {debtOutlook(who)}
      </Alert>
      <Causes debt={debt} who={who} />
    </section>
  ));
}

function Causes({ debt, who }: { readonly debt: Debt; readonly who: "you" | "they" }) {
  const { causes, causesTotal, balance } = debt;
  const shown =
    causes.length < causesTotal
      ? `The largest ${causes.length} of ${countWords(causesTotal, "event")}.`
      : undefined;
  return (
    <Card
      title={`What was taken back in ${balance.currency.toUpperCase()}`}
      description={shown}
      flush
    >
      <Table caption={`What was taken back in ${balance.currency.toUpperCase()}, largest first`}>
        <TableHead>
          <HeaderCell>What</HeaderCell>
          <HeaderCell>Of the sale</HeaderCell>
          <HeaderCell>Counts on</HeaderCell>
          <HeaderCell numeric>{who === "you" ? "Of your share" : "Of their share"}</HeaderCell>
        </TableHead>
        <TableBody>
          {causes.map((cause) => (
            <Row key={cause.id}>
              <RowHeader>
                {EVENT_LABELS[cause.kind]}
                <span className="block text-sm font-normal text-muted wrap-anywhere">
                  <bdi>
                    {cause.adjustment ? adjustmentText(cause.adjustment) : cause.pluginName}
                  </bdi>
                </span>
              </RowHeader>
              <Cell label="Of the sale">
                <Sale sale={cause.sale} />
              </Cell>
              <Cell label="Counts on">{dayName(cause.postedOn)}</Cell>
              <Cell label="Share" numeric strong>
                <Amount {...cause.share} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Sale({ sale }: Pick<DebtCause, "sale">) {
  if (!sale) return <span className="text-muted">None</span>;
  return (
    <div>
      <Amount {...sale.amount} /> on <Instant at={sale.occurredAt.toISOString()} dateOnly />
      <span className="block font-mono text-xs text-faint wrap-anywhere">{sale.externalId}</span>
      <span className="block text-sm text-muted">
        Share of <Amount {...sale.share} />,{" "}
        {sale.paidAt ? (
          <>
            paid on <Instant at={sale.paidAt.toISOString()} dateOnly />
          </>
        ) : (
          "not paid out yet"
        )}
      </span>
    </div>
  );
}
