import Link from "next/link";
import {
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableFoot,
  TableHead,
} from "@/components/ui/table";
import type { PluginDay } from "@/db/queries/earnings-by-plugin";
import type { Currency } from "@/lib/domain/currency";
import { addEarnings } from "@/lib/domain/earnings";
import type { PluginId } from "@/lib/domain/ids";
import type { Period } from "@/lib/domain/period";
import type { BasisPoints } from "@/lib/domain/share";
import { OwnPart } from "../../own-part";
import { SumCells } from "../sum-cells";
import { eventsHref } from "./events-href";
import { sumByPlugin } from "./sum-by-plugin";

type Props = {
  readonly rows: readonly PluginDay[];
  readonly period: Period;
  readonly currency: Currency;
  /** The parts in the month of those plugins that are shared. */
  readonly parts: ReadonlyMap<PluginId, readonly BasisPoints[]>;
};

/** What each plugin earned in a month; each row opens the events behind it. */
export function PluginsTable({ rows, period, currency, parts }: Props) {
  const plugins = sumByPlugin(rows);
  if (plugins.length === 0) {
    return (
      <p className="px-4 py-8 text-center text-sm text-muted">No sales or refunds this month.</p>
    );
  }
  return (
    <Table caption="Earnings by plugin" roomy>
      <TableHead>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell numeric>Paid installs</HeaderCell>
        <HeaderCell numeric>Free installs</HeaderCell>
        <HeaderCell numeric>Renewals</HeaderCell>
        <HeaderCell numeric>Gross sales</HeaderCell>
        <HeaderCell numeric>Refunds</HeaderCell>
        <HeaderCell numeric>Your share</HeaderCell>
      </TableHead>
      <TableBody>
        {plugins.map(({ id, name, sums }) => (
          <Row key={id} linked>
            <RowHeader>
              <Link
                href={eventsHref(period, { currency, pluginId: id })}
                className="font-medium hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>
              <OwnPart parts={parts.get(id)} />
            </RowHeader>
            <SumCells sums={sums} currency={currency} />
          </Row>
        ))}
      </TableBody>
      <TableFoot>
        <Row>
          <RowHeader>Total</RowHeader>
          <SumCells sums={addEarnings(rows)} currency={currency} />
        </Row>
      </TableFoot>
    </Table>
  );
}
