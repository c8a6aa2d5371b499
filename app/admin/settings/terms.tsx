import { Actor } from "@/components/ui/actor";
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
import type { ListedTerm } from "@/db/queries/settings";
import { type AccountingZone, type Day, dayOf } from "@/lib/domain/period";
import { DEFAULT_SHARE } from "@/lib/domain/share";
import { dayName } from "@/lib/domain/words/period-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { Setting } from "./setting";
import { previewTerm } from "./term-actions";
import { TermForm, type TermFormProps } from "./term-form";

type Props = Pick<TermFormProps, "developers" | "plugins"> & {
  readonly terms: readonly ListedTerm[];
  readonly zone: AccountingZone;
  readonly now: Date;
  readonly tomorrow: Day;
};

/** The developer's share, by scope and date. Rows are only added. */
export function Terms({ terms, zone, now, tomorrow, developers, plugins }: Props) {
  return (
    <Setting
      title="Revenue share"
      sentence={`The developer’s part of each sale. The most specific rate wins: plugin, then developer, then marketplace. Without any it is ${rateWords(DEFAULT_SHARE)}. A new rate never changes what was already recorded.`}
      table={terms.length > 0 ? <TermsTable terms={terms} zone={zone} now={now} /> : undefined}
      empty={{
        title: `Every sale is shared ${rateWords(DEFAULT_SHARE)} to the developer`,
        sentence:
          "Add a rate to change that from a day on, for all, for a developer or for a plugin.",
      }}
      act="Add a rate"
    >
      <TermForm
        action={previewTerm}
        tomorrow={tomorrow}
        developers={developers}
        plugins={plugins}
      />
    </Setting>
  );
}

const SCOPES = {
  marketplace: "Whole marketplace",
  developer: "Developer",
  plugin: "Plugin",
} as const;

function TermsTable({ terms, zone, now }: Pick<Props, "terms" | "zone" | "now">) {
  return (
    <Table caption="Revenue shares, newest first">
      <TableHead>
        <HeaderCell>For</HeaderCell>
        <HeaderCell>From</HeaderCell>
        <HeaderCell>Added by</HeaderCell>
        <HeaderCell numeric>Developer’s share</HeaderCell>
      </TableHead>
      <TableBody>
        {terms.map((term) => (
          <Row key={term.id}>
            <RowHeader>
              {term.subject === undefined ? (
                SCOPES.marketplace
              ) : (
                <>
                  <span className="block">
                    <bdi>{term.subject}</bdi>
                  </span>
                  <span className="block text-xs font-normal text-muted">
                    {SCOPES[term.scope.kind]}
                  </span>
                </>
              )}
            </RowHeader>
            <Cell label="From">
              <div>
                {dayName(dayOf(term.effectiveFrom, zone))}{" "}
                {term.effectiveFrom > now ? <Badge tone="waiting">Not yet</Badge> : null}
              </div>
            </Cell>
            <Cell label="Added by">
              <Actor name={term.by} />
            </Cell>
            <Cell label="Developer’s share" numeric>
              {rateWords(term.share)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
