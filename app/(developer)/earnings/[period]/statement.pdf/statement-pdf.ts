import { Paper, type PaperColumn, type PaperLine } from "@/components/pdf/paper";
import { findEarningsByPluginAndDay, type PluginDay } from "@/db/queries/earnings-by-plugin";
import { findStatementFacts } from "@/db/queries/statement-facts";
import { ADJUSTMENT_WORDS } from "@/lib/domain/adjustment";
import type { Currency } from "@/lib/domain/currency";
import { addEarnings, type EarningsSums, grossSales } from "@/lib/domain/earnings";
import type { DeveloperId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { type AccountingZone, dayOf, type Period, previousPeriod } from "@/lib/domain/period";
import { assembleStatement, isBlank, type Statement } from "@/lib/domain/statement";
import { currencyName } from "@/lib/domain/words/currency-words";
import { dayName, periodName, periodSpan } from "@/lib/domain/words/period-words";
import type { Deps } from "@/lib/use-cases/deps";
import { sumByPlugin } from "../sum-by-plugin";

export type StatementOrder = {
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly period: Period;
  readonly zone: AccountingZone;
  readonly at: Date;
  readonly isClosed: boolean;
  readonly isSimulated: boolean;
};

type Section = {
  readonly heading: string;
  readonly lines: readonly PaperLine[];
  readonly table: readonly (readonly string[])[];
};

const COLUMNS: readonly PaperColumn[] = [
  { title: "Plugin", width: 0.34 },
  { title: "Installs", width: 0.1, isNumeric: true },
  { title: "Free", width: 0.08, isNumeric: true },
  { title: "Renewals", width: 0.11, isNumeric: true },
  { title: "Gross sales", width: 0.13, isNumeric: true },
  { title: "Refunds", width: 0.11, isNumeric: true },
  { title: "Your share", width: 0.13, isNumeric: true },
];
const WHOLE_NUMBER = new Intl.NumberFormat("en");

/** A developer's month on paper: the same lines and sums as the page and the CSV file. */
export async function statementPdf(db: Deps["db"], order: StatementOrder): Promise<Buffer> {
  const { developerId, period, zone } = order;
  const [facts, rows] = await Promise.all([
    findStatementFacts(db, developerId, period, zone),
    findEarningsByPluginAndDay(db, developerId, period),
  ]);
  const paper = openPaper(order);
  const sections = statementSections(facts.map(assembleStatement), rows, order);
  if (sections.length === 0) {
    paper.text("No sale, refund or payout counts in this month, and nothing was owed before it.");
  }
  for (const { heading, lines, table } of sections) {
    paper.heading(heading);
    paper.lines(lines);
    if (table.length > 0) paper.table(COLUMNS, table);
  }
  return await paper.end();
}

/** What stands on the paper: for each currency its lines, and a row for each plugin and the sum. */
export function statementSections(
  statements: readonly Statement[],
  rows: readonly PluginDay[],
  order: Pick<StatementOrder, "period" | "zone">,
): readonly Section[] {
  return statements.flatMap((statement) => {
    const { currency } = statement;
    const own = rows.filter((row) => row.currency === currency);
    if (own.length === 0 && isBlank(statement)) return [];
    const table = own.length > 0 ? tableOf(own, currency) : [];
    return [{ heading: currencyName(currency), lines: linesOf(statement, order), table }];
  });
}

function openPaper(order: StatementOrder): Paper {
  const { developerId, developerName, period, zone, at, isClosed, isSimulated } = order;
  const title = `Statement for ${periodName(period)}`;
  const foot = [
    `${developerName} · ${title}`,
    ...(isSimulated ? ["Simulated money: nothing here is paid to anybody"] : []),
  ].join(" · ");
  const paper = new Paper({ title: `${title}, ${developerName}`, foot });
  paper.title(title, [
    `${developerName} (${developerId})`,
    periodSpan(period, zone),
    isClosed
      ? "The month is closed: these figures are final."
      : `The month is still open: these figures are as of ${at.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
  ]);
  return paper;
}

function linesOf(
  statement: Statement,
  { period, zone }: Pick<StatementOrder, "period" | "zone">,
): readonly PaperLine[] {
  const { currency, opening, sales, corrections, adjustments, closing } = statement;
  const plain = (minor: bigint) => formatMoney({ minor, currency });
  const signed = (minor: bigint) => (minor > 0n ? `+${plain(minor)}` : plain(minor));
  return [
    { name: `Opening balance from ${periodName(previousPeriod(period))}`, value: plain(opening) },
    { name: "Your share of sales", value: signed(sales) },
    { name: "Refunds and disputes", value: signed(corrections) },
    ...adjustments.map(({ amount, reason, note }) => ({
      name: ADJUSTMENT_WORDS[reason],
      note,
      value: signed(amount),
    })),
    ...statement.payments.map(({ amount, paidAt, period: paidFor, payoutId }) => ({
      name: `Paid for ${periodName(paidFor)}`,
      note: `${dayName(dayOf(paidAt, zone))}, payout ${payoutId}`,
      value: signed(-amount),
    })),
    ...statement.returns.map(({ amount, day, payoutId }) => ({
      name: "Taken back, owed again",
      note: `${dayName(day)}, payout ${payoutId}`,
      value: signed(amount),
    })),
    { name: "Closing balance", value: plain(closing), isResult: true },
  ];
}

function tableOf(rows: readonly PluginDay[], currency: Currency): readonly (readonly string[])[] {
  const cells = (name: string, sums: EarningsSums) => [
    name,
    ...[sums.installs, sums.freeInstalls, sums.renewals].map((count) => WHOLE_NUMBER.format(count)),
    ...[grossSales(sums), sums.refundedAmount, sums.developerShare].map((minor) =>
      formatMoney({ minor, currency }),
    ),
  ];
  return [
    ...sumByPlugin(rows).map(({ name, sums }) => cells(name, sums)),
    cells("Total", addEarnings(rows)),
  ];
}
