import { FormSelect, FormText } from "@/components/forms/form-fields";
import { Badge } from "@/components/ui/badge";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { ListedPayoutRule } from "@/db/queries/payout-rules";
import { PLAIN_RULE, SWEEP_MONTH_DEFAULT } from "@/lib/domain/payout-rule";
import type { Period } from "@/lib/domain/period";
import { holdingWords, monthName, sweepWords } from "@/lib/domain/words/payout-rule-words";
import { periodName } from "@/lib/domain/words/period-words";
import { setPayoutRule } from "./payout-rule-actions";
import { DecidedCell, Setting, SettingForm } from "./setting";

const ACT = "Change when months are paid";

/** The month of the sweep that most choose comes first. */
const SWEEP_MONTHS = [
  SWEEP_MONTH_DEFAULT,
  ...Array.from({ length: 12 }, (_, index) => index + 1).filter(
    (month) => month !== SWEEP_MONTH_DEFAULT,
  ),
];

type Props = { readonly rules: readonly ListedPayoutRule[]; readonly current: Period };

/** How long a month's earnings are held, and when small balances are swept up. */
export function PayoutRules({ rules, current }: Props) {
  const now = rules.find(({ from }) => from <= current) ?? PLAIN_RULE;
  return (
    <Setting
      title="When a month is paid"
      sentence="Holding days give refunds time to come in before a month is paid. Once a year, a sweep can pay balances below the minimum too; never a negative one, and nobody on hold or not ready. It counts for runs that are prepared from now on."
      table={rules.length > 0 ? <RulesTable rules={rules} current={current} /> : undefined}
      empty={{
        title: "As soon as it is closed",
        sentence: "No holding days, and balances below the minimum wait until they reach it.",
      }}
      act={ACT}
    >
      <SettingForm action={setPayoutRule} act={ACT} button="Set the rule" pending="Setting…">
        <FormText
          name="holdingDays"
          label="Holding days after the month’s end"
          hint="With 14, March is paid from 15 April on."
          inputMode="numeric"
          autoComplete="off"
          defaultValue={now.holdingDays}
          maxLength={3}
        />
        <FormSelect
          name="sweepMonth"
          label="Pay below the minimum too"
          defaultValue={now.sweepMonth ?? "never"}
        >
          <option value="never">Never</option>
          {SWEEP_MONTHS.map((month) => (
            <option key={month} value={month}>
              In the run of {monthName(month)}
            </option>
          ))}
        </FormSelect>
        <FormText
          name="ruleFrom"
          label="From the run of"
          type="month"
          placeholder="YYYY-MM"
          defaultValue={current}
        />
      </SettingForm>
    </Setting>
  );
}

function RulesTable({ rules, current }: Props) {
  return (
    <Table caption="When months are paid, newest rule first">
      <TableHead>
        <HeaderCell>From the run of</HeaderCell>
        <HeaderCell>Paid</HeaderCell>
        <HeaderCell>Below the minimum</HeaderCell>
        <HeaderCell>Set</HeaderCell>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <Row key={rule.id}>
            <RowHeader>
              {periodName(rule.from)}{" "}
              {rule.from > current ? <Badge tone="waiting">Not yet</Badge> : null}
            </RowHeader>
            <Cell label="Paid">{holdingWords(rule)}</Cell>
            <Cell label="Below the minimum">{sweepWords(rule)}</Cell>
            <DecidedCell by={rule.by} at={rule.at} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
