import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
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
import type { DeveloperPlugin } from "@/db/queries/developer-plugins";
import { type EarningsSums, grossSales } from "@/lib/domain/earnings";
import type { Money } from "@/lib/domain/money";
import type { BasisPoints } from "@/lib/domain/share";
import { rateWords } from "@/lib/domain/words/split-words";
import { number } from "../earnings/count-words";
import { OwnPart } from "../own-part";

type PluginRow = DeveloperPlugin & { readonly share: BasisPoints };

/** Lifetime figures, a line for each currency. */
export function PluginsTable({ plugins }: { readonly plugins: readonly PluginRow[] }) {
  return (
    <Table caption="Your plugins" roomy>
      <TableHead>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell numeric>Price</HeaderCell>
        <HeaderCell numeric>Your rate</HeaderCell>
        <HeaderCell numeric>Paid installs</HeaderCell>
        <HeaderCell numeric>Free installs</HeaderCell>
        <HeaderCell numeric>Gross sales so far</HeaderCell>
        <HeaderCell numeric>Your share so far</HeaderCell>
      </TableHead>
      <TableBody>
        {plugins.map((plugin) => (
          <Row key={plugin.id}>
            <RowHeader>
              <bdi className="font-medium">{plugin.name}</bdi>{" "}
              {isTheirs(plugin) ? null : <Badge>No longer yours</Badge>}
              <OwnPart parts={plugin.part === undefined ? [] : [plugin.part]} />
              <span className="block font-mono text-xs text-faint">{plugin.id}</span>
            </RowHeader>
            <Cell label="Price" numeric>
              <Price price={plugin.price} />
            </Cell>
            <Cell label="Your rate" numeric>
              {isTheirs(plugin) ? rateWords(plugin.share) : "–"}
            </Cell>
            <Cell label="Paid installs" numeric>
              {number(sum(plugin, ({ installs }) => installs))}
            </Cell>
            <Cell label="Free installs" numeric>
              {number(sum(plugin, ({ freeInstalls }) => freeInstalls))}
            </Cell>
            <Cell label="Gross sales so far" numeric>
              <PerCurrency plugin={plugin} read={grossSales} />
            </Cell>
            <Cell label="Your share so far" numeric strong>
              <PerCurrency plugin={plugin} read={({ developerShare }) => developerShare} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function isTheirs({ isOwned, part }: PluginRow): boolean {
  return isOwned || part !== undefined;
}

function Price({ price }: { readonly price: Money | undefined }): ReactNode {
  if (!price) return <span className="text-muted">not set</span>;
  return price.minor === 0n ? "Free" : <Amount minor={price.minor} currency={price.currency} />;
}

function PerCurrency({
  plugin,
  read,
}: {
  readonly plugin: PluginRow;
  readonly read: (sums: EarningsSums) => bigint;
}): ReactNode {
  if (plugin.lifetime.length === 0) return <span className="text-muted">nothing yet</span>;
  return (
    <span>
      {plugin.lifetime.map((sums) => (
        <span key={sums.currency} className="block">
          <Amount minor={read(sums)} currency={sums.currency} />
        </span>
      ))}
    </span>
  );
}

function sum({ lifetime }: PluginRow, read: (sums: EarningsSums) => number): number {
  return lifetime.reduce((total, sums) => total + read(sums), 0);
}
