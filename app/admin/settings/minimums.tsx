import { ActionForm } from "@/components/forms/action-form";
import { FormText } from "@/components/forms/form-fields";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
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
import type { Minimum } from "@/db/queries/settings";
import { actorWords } from "@/lib/domain/words/actor-words";
import { setMinimum } from "./actions";

/** The least that is paid out in a currency. */
export function Minimums({ minimums }: { readonly minimums: readonly Minimum[] }) {
  return (
    <Section
      title="Minimum payouts"
      sentence="A smaller balance is not paid but carried to the next month. It counts for runs that are prepared from now on."
    >
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Card flush>
          {minimums.length === 0 ? (
            <EmptyState title="No minimum">Every balance above zero is paid.</EmptyState>
          ) : (
            <MinimumsTable minimums={minimums} />
          )}
        </Card>
        <Card title="Set a minimum">
          <ActionForm action={setMinimum} className="space-y-4" label="Set a minimum">
            <div className="grid grid-cols-[7rem_1fr] gap-3">
              <FormText
                name="currency"
                label="Currency"
                defaultValue="EUR"
                autoComplete="off"
                maxLength={3}
                className="uppercase"
              />
              <FormText
                name="amount"
                label="Minimum"
                inputMode="decimal"
                autoComplete="off"
                placeholder="5.00"
                maxLength={24}
              />
            </div>
            <SubmitButton variant="secondary" pendingLabel="Setting…">
              Set the minimum
            </SubmitButton>
          </ActionForm>
        </Card>
      </div>
    </Section>
  );
}

function MinimumsTable({ minimums }: { readonly minimums: readonly Minimum[] }) {
  return (
    <Table caption="Minimum payouts by currency">
      <TableHead>
        <HeaderCell>Currency</HeaderCell>
        <HeaderCell>Set by</HeaderCell>
        <HeaderCell>On</HeaderCell>
        <HeaderCell numeric>Minimum</HeaderCell>
      </TableHead>
      <TableBody>
        {minimums.map(({ amount, by, at }) => (
          <Row key={amount.currency}>
            <RowHeader>{amount.currency.toUpperCase()}</RowHeader>
            <Cell label="Set by">
              <span className="wrap-anywhere">{actorWords(by)}</span>
            </Cell>
            <Cell label="On">
              <Instant at={at.toISOString()} dateOnly />
            </Cell>
            <Cell label="Minimum" numeric>
              <Amount {...amount} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
