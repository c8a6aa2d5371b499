import { ConfirmAction } from "@/components/forms/confirm-action";
import { Amount } from "@/components/ui/amount";
import { Button } from "@/components/ui/button";
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
import { DecidedCell, MoneyFields, Setting, SettingForm } from "./setting";
import { removeApprovalThreshold, setApprovalThreshold } from "./threshold-actions";

const ACT = "Ask for two people";

/** From which amount on a run takes two people. */
export function ApprovalThresholds({ thresholds }: { readonly thresholds: readonly Threshold[] }) {
  return (
    <Setting
      title="Two people"
      sentence="A run of more than this is approved, and retried, by somebody else than who prepared it: on a page, on the command line and through keys alike. It counts at once, for prepared runs too."
      table={thresholds.length > 0 ? <ThresholdsTable thresholds={thresholds} /> : undefined}
      empty={{
        title: "One person is enough",
        sentence: "Whoever prepares a run may also approve it, whatever its amount.",
      }}
      act={ACT}
    >
      <SettingForm
        action={setApprovalThreshold}
        act={ACT}
        button="Set the threshold"
        pending="Setting…"
      >
        <MoneyFields
          currencyName="thresholdCurrency"
          amountName="threshold"
          label="Above"
          placeholder="10000.00"
        />
      </SettingForm>
    </Setting>
  );
}

function ThresholdsTable({ thresholds }: { readonly thresholds: readonly Threshold[] }) {
  return (
    <Table caption="Thresholds by currency above which a run takes two people">
      <TableHead>
        <HeaderCell>Currency</HeaderCell>
        <HeaderCell>Set</HeaderCell>
        <HeaderCell numeric>Above</HeaderCell>
        <HeaderCell>Change</HeaderCell>
      </TableHead>
      <TableBody>
        {thresholds.map(({ amount, by, at }) => (
          <Row key={amount.currency}>
            <RowHeader>{amount.currency.toUpperCase()}</RowHeader>
            <DecidedCell by={by} at={at} />
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
