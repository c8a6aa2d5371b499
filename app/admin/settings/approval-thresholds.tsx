import { ActionForm } from "@/components/forms/action-form";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { FormText } from "@/components/forms/form-fields";
import { Amount } from "@/components/ui/amount";
import { Button } from "@/components/ui/button";
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
import type { Threshold } from "@/db/queries/two-people";
import { formatMoney } from "@/lib/domain/money";
import { actorWords } from "@/lib/domain/words/actor-words";
import { removeApprovalThreshold, setApprovalThreshold } from "./threshold-actions";

/** From which amount on a run takes two people. */
export function ApprovalThresholds({ thresholds }: { readonly thresholds: readonly Threshold[] }) {
  return (
    <Section
      title="Two people"
      sentence="A run of more than this is approved, and retried, by somebody else than who prepared it: on a page and on the command line alike. It counts at once, for prepared runs too."
    >
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Card flush>
          {thresholds.length === 0 ? (
            <EmptyState title="One person is enough">
              Whoever prepares a run may also approve it, whatever its amount.
            </EmptyState>
          ) : (
            <ThresholdsTable thresholds={thresholds} />
          )}
        </Card>
        <Card title="Ask for two people">
          <ActionForm
            action={setApprovalThreshold}
            className="space-y-4"
            label="Ask for two people"
          >
            <div className="grid grid-cols-[7rem_1fr] gap-3">
              <FormText
                name="thresholdCurrency"
                label="Currency"
                defaultValue="EUR"
                autoComplete="off"
                maxLength={3}
                className="uppercase"
              />
              <FormText
                name="threshold"
                label="Above"
                inputMode="decimal"
                autoComplete="off"
                placeholder="10000.00"
                maxLength={24}
              />
            </div>
            <SubmitButton variant="secondary" pendingLabel="Setting…">
              Set the threshold
            </SubmitButton>
          </ActionForm>
        </Card>
      </div>
    </Section>
  );
}

function ThresholdsTable({ thresholds }: { readonly thresholds: readonly Threshold[] }) {
  return (
    <Table caption="Thresholds by currency above which a run takes two people">
      <TableHead>
        <HeaderCell>Currency</HeaderCell>
        <HeaderCell>Set by</HeaderCell>
        <HeaderCell>On</HeaderCell>
        <HeaderCell numeric>Above</HeaderCell>
        <HeaderCell>Change</HeaderCell>
      </TableHead>
      <TableBody>
        {thresholds.map(({ amount, by, at }) => (
          <Row key={amount.currency}>
            <RowHeader>{amount.currency.toUpperCase()}</RowHeader>
            <Cell label="Set by">
              <span className="wrap-anywhere">{actorWords(by)}</span>
            </Cell>
            <Cell label="On">
              <Instant at={at.toISOString()} dateOnly />
            </Cell>
            <Cell label="Above" numeric>
              <Amount {...amount} />
            </Cell>
            <Cell label="Change">
              <Remove currency={amount.currency} above={formatMoney(amount)} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Remove({ currency, above }: { readonly currency: string; readonly above: string }) {
  const name = currency.toUpperCase();
  return (
    <ConfirmAction
      action={removeApprovalThreshold}
      fields={{ currency }}
      trigger={
        <Button size="small" aria-label={`Remove the threshold in ${name}`}>
          Remove
        </Button>
      }
      title={`Let one person pay out any amount in ${name}?`}
      facts={[{ label: "Two people now above", value: above }]}
      warning="Whoever prepares a run may then approve it, whatever its amount. The audit log keeps who removed this."
      confirmLabel="Remove the threshold"
      pendingLabel="Removing…"
      variant="danger"
    />
  );
}
