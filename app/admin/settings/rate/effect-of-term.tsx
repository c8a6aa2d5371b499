import Link from "next/link";
import type { ReactNode } from "react";
import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { Card, Figure, Figures } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-heading";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { EFFECT_SECONDS_MAX } from "@/db/queries/term-effect";
import type { AdminActor } from "@/lib/auth/actor";
import { difference, type Effect } from "@/lib/domain/term-effect";
import { currencyName } from "@/lib/domain/words/currency-words";
import { dayName } from "@/lib/domain/words/period-words";
import { countWords } from "@/lib/domain/words/sum-words";
import { previewTerm, type TermPreview } from "@/lib/use-cases/preview-term";
import type { TermInput } from "../term-fields";

type Props = { readonly admin: AdminActor; readonly term: TermInput };

/** What developers would have got: by currency, and for whom the most would have changed. */
export async function EffectOfTerm({ admin, term }: Props) {
  const preview = await previewTerm(deps(), admin, term);
  if (!preview.ok) return <Problem kind={preview.problem.kind} />;
  const { since, totals, developers, developersTotal, plugins, pluginsTotal } = preview.value;
  return (
    <>
      <Section
        title={`Had it held since ${dayName(since)}`}
        sentence="Computed from each sale of these twelve months that the rate applies to, rounded as the real split is, with what was given back of it. Where a developer or a plugin has a rate of its own that goes before, sales stay as they were; so do adjustments and older sales."
      >
        {totals.length === 0 ? (
          <Card>
            <EmptyState title="No sales to compare">
              In the last twelve months nothing was sold that this rate would have applied to.
            </EmptyState>
          </Card>
        ) : (
          totals.map((total) => <Total key={total.currency} total={total} />)
        )}
      </Section>
      <Affected
        title="Developers"
        total={developersTotal}
        rows={developers}
        link={(id, name) => (
          <Link href={`/admin/developers/${encodeURIComponent(id)}`}>
            <bdi>{name}</bdi>
          </Link>
        )}
      />
      <Affected
        title="Plugins"
        total={pluginsTotal}
        rows={plugins}
        link={(_, name) => <bdi>{name}</bdi>}
      />
    </>
  );
}

function Total({ total }: { readonly total: Effect }) {
  const { currency, before, after } = total;
  return (
    <Figures className="mb-4">
      <Figure
        label="Developers got"
        value={<Amount minor={before} currency={currency} />}
        detail={`${currencyName(currency)}, ${countWords(total.sales, "sale")}`}
      />
      <Figure
        label="Would have got"
        value={<Amount minor={after} currency={currency} />}
        detail="of the same sales"
      />
      <Figure
        label="Difference"
        value={<Amount minor={difference(total)} currency={currency} signed />}
        detail={differenceWords(total)}
      />
    </Figures>
  );
}

function differenceWords(effect: Effect): string {
  const change = difference(effect);
  if (change === 0n) return "nothing would have changed";
  return change > 0n ? "more for developers, less for you" : "less for developers, more for you";
}

function Affected({
  title,
  rows,
  total,
  link,
}: {
  readonly title: string;
  readonly rows: TermPreview["developers"];
  readonly total: number;
  readonly link: (id: string, name: string) => ReactNode;
}) {
  if (rows.length === 0) return null;
  const what = title.toLowerCase();
  return (
    <Section
      title={`${title} for whom the most would have changed`.replace(
        "Plugins for whom",
        "Plugins for which",
      )}
      sentence={
        rows.length < total
          ? `The largest differences of ${total.toLocaleString("en")} ${what}.`
          : undefined
      }
    >
      <Card flush>
        <Table caption={`${title} by how much would have changed`}>
          <TableHead>
            <HeaderCell>{title.slice(0, -1)}</HeaderCell>
            <HeaderCell numeric>Got</HeaderCell>
            <HeaderCell numeric>Would have got</HeaderCell>
            <HeaderCell numeric>Difference</HeaderCell>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <Row key={`${row.id} ${row.currency}`}>
                <RowHeader>{link(row.id, row.name)}</RowHeader>
                <Cell label="Got" numeric>
                  <Amount minor={row.before} currency={row.currency} />
                </Cell>
                <Cell label="Would have got" numeric>
                  <Amount minor={row.after} currency={row.currency} />
                </Cell>
                <Cell label="Difference" numeric strong>
                  <Amount minor={difference(row)} currency={row.currency} signed />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}

const PROBLEMS = {
  takes_too_long: `There are more sales than can be computed in ${EFFECT_SECONDS_MAX} seconds. The rate can be added all the same.`,
  unknown_subject: "This developer or plugin does not exist any more.",
  term_exists:
    "From this day on there is this rate already, or one that has begun. Go back and choose another day.",
  reaches_back:
    "Money since that day was already split. Go back and choose a day from tomorrow on.",
} as const;

function Problem({ kind }: { readonly kind: keyof typeof PROBLEMS }) {
  return <Alert tone="attention" title={PROBLEMS[kind]} />;
}
