import { ListTree } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading, Section } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findEventsById, findPluginChoices, findRecentEvents } from "@/db/queries/admin-events";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { type EventId, parseEventId } from "@/lib/domain/ids";
import { toDecimal } from "@/lib/domain/money";
import { SearchForm } from "../search-form";
import { hrefWith, readText, type SearchParams } from "../search-params";
import { recordEvent } from "./actions";
import { EventsTable } from "./events-table";
import { RecordForm } from "./record-form";

export const metadata: Metadata = { title: "Events" };

const PAGE_SIZE = 25;

export default async function EventsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const text = readText(params.q);
  const before = typeof params.before === "string" ? parseEventId(params.before) : undefined;
  return (
    <>
      <PageHeading
        title="Events"
        sentence="What was sold and given back. Record one by hand, or look one up."
      />
      <Card
        title="Record an event"
        description="For what the marketplace’s backend did not report. Events are never changed; a mistake is corrected by a refund."
      >
        <Suspense fallback={<Waiting for="the plugins"> </Waiting>}>
          <Recorder admin={admin} />
        </Suspense>
      </Card>
      <div className="mt-8">
        <SearchForm label="External id, or Remit’s id, of an event" value={text} />
      </div>
      <Suspense
        key={`${text}:${params.before}`}
        fallback={
          <Waiting for="the events">
            <TableSkeleton rows={10} columns={5} />
          </Waiting>
        }
      >
        {text === undefined ? (
          <Recent admin={admin} before={before?.ok ? before.value : undefined} />
        ) : (
          <Found admin={admin} text={text} />
        )}
      </Suspense>
    </>
  );
}

async function Recorder({ admin }: { readonly admin: AdminActor }) {
  const { db, now, newId } = deps();
  const plugins = await findPluginChoices(db, admin, now());
  if (plugins.length === 0) {
    return (
      <EmptyState title="No plugins yet">
        They come from the marketplace’s catalogue, through the API or an import.
      </EmptyState>
    );
  }
  const options = plugins.map(({ id, name, developerName, price }) => ({
    id,
    label: `${name} · ${developerName}`,
    price: price ? toDecimal(price) : "",
    currency: price ? price.currency.toUpperCase() : "EUR",
  }));
  return (
    <RecordForm
      action={recordEvent}
      externalId={`form-${newId()}`}
      plugins={options}
      now={now().toISOString().slice(0, 16)}
    />
  );
}

async function Found({ admin, text }: { readonly admin: AdminActor; readonly text: string }) {
  const events = await findEventsById(deps().db, admin, text);
  return (
    <Section title={`Events with the id “${text}”`}>
      <Card flush>
        {events.length === 0 ? (
          <EmptyState icon={ListTree} title="No event has this id">
            Ids are matched whole. Look for the external id that the source sent, or for the id that
            the API answered.
          </EmptyState>
        ) : (
          <EventsTable events={events} />
        )}
      </Card>
    </Section>
  );
}

async function Recent({
  admin,
  before,
}: {
  readonly admin: AdminActor;
  readonly before: EventId | undefined;
}) {
  const events = await findRecentEvents(deps().db, admin, { before, limit: PAGE_SIZE + 1 });
  const shown = events.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return (
    <Section title="Recorded lately">
      <Card flush>
        {shown.length === 0 ? (
          <EmptyState icon={ListTree} title="No events yet">
            They come in through the API, an import, or the form above.
          </EmptyState>
        ) : (
          <>
            <EventsTable events={shown} />
            <Pagination
              summary={`${shown.length} events, newest first`}
              previousHref={before ? "/admin/events" : undefined}
              previousLabel="Newest"
              nextHref={
                events.length > PAGE_SIZE && last
                  ? hrefWith("/admin/events", { before: last.id })
                  : undefined
              }
              nextLabel="Older"
            />
          </>
        )}
      </Card>
    </Section>
  );
}
