import { ReceiptText } from "lucide-react";
import { deps } from "@/app/deps";
import { SaleSkipNote } from "@/app/sale-skip-note";
import { Amount } from "@/components/ui/amount";
import { Card, Figure, Figures } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Pagination } from "@/components/ui/pagination";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import {
  type DeveloperEvent,
  findDeveloperEvents,
  findFilteredSums,
} from "@/db/queries/developer-events";
import { findSaleSkips, type SaleSkip } from "@/db/queries/sale-skips";
import { adjustmentText } from "@/lib/domain/adjustment";
import { grossSales } from "@/lib/domain/earnings";
import type { DeveloperId } from "@/lib/domain/ids";
import { type AccountingZone, dayOf, type Period } from "@/lib/domain/period";
import { eventLabel } from "@/lib/domain/words/event-words";
import { dayName } from "@/lib/domain/words/period-words";
import { splitWords } from "@/lib/domain/words/split-words";
import { countWords } from "../../count-words";
import { eventsHref } from "../events-href";
import { type EventsQuery, writeCursor } from "./events-query";

const PAGE_SIZE = 50;

type Props = {
  readonly developerId: DeveloperId;
  readonly period: Period;
  readonly query: EventsQuery;
};

export async function EventsOfFigure({ developerId, period, query }: Props) {
  const { db, zone } = deps();
  const { filter, after, day } = query;
  const [sums, found] = await Promise.all([
    findFilteredSums(db, developerId, filter),
    findDeveloperEvents(db, developerId, filter, { after, limit: PAGE_SIZE + 1 }),
  ]);
  const events = found.slice(0, PAGE_SIZE);
  const skips = await findSaleSkips(
    db,
    developerId,
    events.map(({ id }) => id),
  );
  const last = events.at(-1);
  const { currency, pluginId } = filter;
  const href = (cursor?: string) => eventsHref(period, { currency, pluginId, day, after: cursor });
  if (!last) {
    return (
      <Card>
        <EmptyState icon={ReceiptText} title="No events here">
          {after
            ? "You have reached the end of the list."
            : "No install, renewal or refund counts in this time. Free installs would be listed too."}
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <SumFigures sums={sums} />
      <Card>
        <div className="-m-4 sm:-m-5">
          <EventsTable
            events={events}
            skips={skips}
            zone={zone}
            namesPlugin={pluginId === undefined}
          />
          <Pagination
            summary={after ? "Older events" : "The newest events first"}
            previousHref={after ? href() : undefined}
            previousLabel="Newest"
            nextHref={found.length > PAGE_SIZE ? href(writeCursor(last)) : undefined}
            nextLabel="Older"
          />
        </div>
      </Card>
    </>
  );
}

function SumFigures({ sums }: { readonly sums: Awaited<ReturnType<typeof findFilteredSums>> }) {
  return sums.map((sum) => (
    <Figures key={sum.currency} className="mb-4">
      <Figure
        label="Your share"
        value={<Amount minor={sum.developerShare} currency={sum.currency} />}
        detail="the figure explained here"
      />
      <Figure
        label="Gross sales"
        value={<Amount minor={grossSales(sum)} currency={sum.currency} />}
        detail={countWords(sum)}
      />
      <Figure
        label="Refunds"
        value={<Amount minor={sum.refundedAmount} currency={sum.currency} />}
      />
      <Figure
        label="Marketplace’s part"
        value={<Amount minor={sum.platformShare} currency={sum.currency} />}
      />
    </Figures>
  ));
}

function EventsTable({
  events,
  skips,
  zone,
  namesPlugin,
}: {
  readonly events: readonly DeveloperEvent[];
  readonly skips: readonly SaleSkip[];
  readonly zone: AccountingZone;
  readonly namesPlugin: boolean;
}) {
  return (
    <Table caption="Events behind the figure">
      <TableHead>
        <HeaderCell>Event</HeaderCell>
        <HeaderCell>Happened</HeaderCell>
        <HeaderCell>Counts on</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
        <HeaderCell numeric>Your share</HeaderCell>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <Row key={event.id}>
            <RowHeader>
              <EventCell
                event={event}
                skip={skips.find(({ eventId }) => eventId === event.id)}
                namesPlugin={namesPlugin}
              />
            </RowHeader>
            <Cell label="Happened">
              <Instant at={event.occurredAt.toISOString()} />
            </Cell>
            <Cell label="Counts on">
              <PostedOn event={event} zone={zone} />
            </Cell>
            <Cell label="Amount" numeric>
              <Amount minor={event.amount} currency={event.currency} />
            </Cell>
            <Cell label="Your share" numeric strong>
              <Amount minor={event.developerShare} currency={event.currency} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function EventCell({
  event,
  skip,
  namesPlugin,
}: {
  readonly event: DeveloperEvent;
  readonly skip: SaleSkip | undefined;
  readonly namesPlugin: boolean;
}) {
  const { kind, isFree, externalId, pluginName, original, adjustment } = event;
  return (
    <>
      <span className="font-medium">{eventLabel(kind, isFree)}</span>
      {namesPlugin ? (
        <>
          {" of "}
          <bdi>{pluginName}</bdi>
        </>
      ) : null}{" "}
      <span className="font-mono text-xs text-faint">{externalId}</span>
      <span className="mt-0.5 block text-sm font-normal text-muted">
        {adjustment
          ? adjustmentText(adjustment)
          : splitWords({ ...event, correctsSale: original !== undefined })}
        {original ? (
          <>
            {" "}
            Corrects <span className="font-mono text-xs">{original.externalId}</span> of{" "}
            <Instant at={original.occurredAt.toISOString()} dateOnly />.
          </>
        ) : null}
      </span>
      {skip ? <SaleSkipNote skip={skip} who="you" /> : null}
    </>
  );
}

/** Both dates, and why they differ. */
function PostedOn({
  event,
  zone,
}: {
  readonly event: DeveloperEvent;
  readonly zone: AccountingZone;
}) {
  const isLater = dayOf(event.occurredAt, zone) !== event.postedOn;
  return (
    <span>
      <span className="whitespace-nowrap">{dayName(event.postedOn)}</span>
      {isLater ? (
        <span className="block text-xs text-faint">its own month was closed already</span>
      ) : null}
    </span>
  );
}
