import Link from "next/link";
import { SaleSkipNote } from "@/app/sale-skip-note";
import { Amount } from "@/components/ui/amount";
import { Instant } from "@/components/ui/instant";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { ListedEvent } from "@/db/queries/admin-events";
import type { SaleSkip } from "@/db/queries/sale-skips";
import { newId } from "@/lib/config/new-id";
import { leftToCorrect } from "@/lib/domain/event";
import { formId } from "@/lib/domain/form-id";
import { type Day, dayOf, UTC } from "@/lib/domain/period";
import { eventLabel } from "@/lib/domain/words/event-words";
import { dayName } from "@/lib/domain/words/period-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { CorrectDialog } from "./correct-dialog";

/** Events with both their dates, how each was split, and why one was not paid at once. */
export function EventsTable({
  events,
  skips,
  today,
}: {
  readonly events: readonly ListedEvent[];
  readonly skips: readonly SaleSkip[];
  /** In the accounting zone; proposed for what is recorded of a sale. */
  readonly today: Day;
}) {
  return (
    <Table caption="Events" roomy>
      <TableHead>
        <HeaderCell>Event</HeaderCell>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell>Happened</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
        <HeaderCell numeric>Developer’s share</HeaderCell>
        <HeaderCell numeric>Marketplace’s share</HeaderCell>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <EventRow
            key={`${event.id} ${event.developerId}`}
            event={event}
            skip={skips.find(
              ({ eventId, developerId }) =>
                eventId === event.id && developerId === event.developerId,
            )}
            today={today}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type EventProps = {
  readonly event: ListedEvent;
  readonly skip: SaleSkip | undefined;
  readonly today: Day;
};

function EventRow({ event, skip, today }: EventProps) {
  return (
    <Row>
      <RowHeader>
        <EventCell event={event} skip={skip} today={today} />
      </RowHeader>
      <Cell label="Plugin">
        <div>
          <Link
            href={`/admin/plugins/${event.pluginId}`}
            className="block py-0.5 wrap-anywhere hover:underline"
          >
            <bdi>{event.pluginName}</bdi>
          </Link>
          <Link
            href={`/admin/developers/${event.developerId}`}
            className="block py-0.5 text-sm text-muted hover:text-ink"
          >
            <bdi>{event.developerName}</bdi>
          </Link>
        </div>
      </Cell>
      <Cell label="Happened">
        <div>
          <Instant at={event.occurredAt.toISOString()} />
          <Posted event={event} />
        </div>
      </Cell>
      <Cell label="Amount" numeric>
        <AmountOf event={event} />
      </Cell>
      <Cell label="Developer’s share" numeric>
        <div>
          <Amount {...event.developerShare} className="block" />
          <span className="block text-xs text-muted">{rateWords(event.share)}</span>
        </div>
      </Cell>
      <Cell label="Marketplace’s share" numeric>
        <Amount {...event.platformShare} />
      </Cell>
    </Row>
  );
}

/** Which event it is, what it corrects or lost, and why it was not paid at once. */
function EventCell({ event, skip, today }: EventProps) {
  return (
    <>
      <span className="block">
        {eventLabel(event.kind, (event.part?.of ?? event.amount).minor === 0n)}
      </span>
      <Link
        href={`/admin/events?q=${encodeURIComponent(event.externalId)}`}
        className="block py-1 font-mono text-xs font-normal text-muted wrap-anywhere hover:text-ink"
      >
        {event.externalId}
      </Link>
      <span className="block text-xs font-normal text-muted wrap-anywhere">
        from {event.source === "stripe" ? "Stripe" : event.source}
        {event.corrects === undefined ? null : <Corrected event={event} id={event.corrects} />}
      </span>
      {skip ? <SaleSkipNote skip={skip} who="they" /> : null}
      <TakenBack event={event} today={today} />
    </>
  );
}

/** What one developer stands for, and of how much, where several share the plugin. */
function AmountOf({ event: { amount, part } }: { readonly event: ListedEvent }) {
  return (
    <div>
      <Amount {...amount} className="block" />
      {part ? (
        <span className="block text-xs text-muted">
          part of <Amount {...part.of} />, {rateWords(part.part)}
        </span>
      ) : null}
    </div>
  );
}

/** The sale that was taken back, or the charge where Stripe says so. */
function Corrected({ event, id }: { readonly event: ListedEvent; readonly id: string }) {
  return (
    <>
      {event.source === "stripe" ? ", of charge " : ", of "}
      <Link href={`/admin/events?q=${encodeURIComponent(id)}`} className="font-mono hover:text-ink">
        {id}
      </Link>
    </>
  );
}

/** How much of a sale is back, and the way to take more of it. */
function TakenBack({ event, today }: { readonly event: ListedEvent; readonly today: Day }) {
  const { sale } = event;
  if (!sale || sale.amount.minor === 0n) return null;
  const { currency } = sale.amount;
  const isOver = leftToCorrect("refund", sale) === 0n;
  return (
    <div className="mt-1 space-y-1.5 text-xs font-normal text-muted">
      {sale.returned === 0n ? null : (
        <span className="block">
          {isOver ? "all of it" : <Amount minor={sale.returned} currency={currency} />} taken back
        </span>
      )}
      {isOver && sale.disputed === 0n ? null : (
        <CorrectDialog
          saleId={event.id}
          externalId={formId(newId())}
          what={`${eventLabel(event.kind, false)} of ${event.pluginName}`}
          source={event.source}
          sale={sale}
          today={today}
        />
      )}
    </div>
  );
}

/** Both dates are shown where they differ: an event of a closed month counts in a later one. */
function Posted({ event }: { readonly event: ListedEvent }) {
  if (event.postedOn === dayOf(event.occurredAt, UTC)) return null;
  return <span className="block text-sm text-muted">counts on {dayName(event.postedOn)}</span>;
}
