import { Amount } from "@/components/ui/amount";
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
import { setMinimum } from "./actions";
import { DecidedCell, MoneyFields, Setting, SettingForm } from "./setting";

const ACT = "Set a minimum";

/** The least that is paid out in a currency. */
export function Minimums({ minimums }: { readonly minimums: readonly Minimum[] }) {
  return (
    <Setting
      title="Minimum payouts"
      sentence="A smaller balance is not paid but carried to the next month. It counts for runs that are prepared from now on."
      table={minimums.length > 0 ? <MinimumsTable minimums={minimums} /> : undefined}
      empty={{ title: "No minimum", sentence: "Every balance above zero is paid." }}
      act={ACT}
    >
      <SettingForm action={setMinimum} act={ACT} button="Set the minimum" pending="Setting…">
        <MoneyFields
          currencyName="currency"
          amountName="amount"
          label="Minimum"
          placeholder="5.00"
        />
      </SettingForm>
    </Setting>
  );
}

function MinimumsTable({ minimums }: { readonly minimums: readonly Minimum[] }) {
  return (
    <Table caption="Minimum payouts by currency">
      <TableHead>
        <HeaderCell>Currency</HeaderCell>
        <HeaderCell>Set</HeaderCell>
        <HeaderCell numeric>Minimum</HeaderCell>
      </TableHead>
      <TableBody>
        {minimums.map(({ amount, by, at }) => (
          <Row key={amount.currency}>
            <RowHeader>{amount.currency.toUpperCase()}</RowHeader>
            <DecidedCell by={by} at={at} />
            <Cell label="Minimum" numeric>
              <Amount {...amount} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
