import { ListTree } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading, Section } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { findEventsById, findPluginChoices, findRecentEvents } from "@/db/queries/admin-events";
import { findSkipsOfEvents } from "@/db/queries/sale-skips";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { formId } from "@/lib/domain/form-id";
import { type EventId, parseEventId } from "@/lib/domain/ids";
import { toDecimal } from "@/lib/domain/money";
import { type Day, dayOf } from "@/lib/domain/period";
import { SearchForm } from "../search-form";
import { hrefWith, readText, type SearchParams } from "../search-params";
import { recordEvent } from "./actions";
import { EventsTable } from "./events-table";
import { RecordForm } from "./record-form";
import { WaitingPayments } from "./waiting-payments";

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
  const isFromStripe = params.source === "stripe";
  return (
    <>
      <PageHeading
        title="Events"
        sentence="What was sold and given back. Record one by hand, or look one up."
      />
      <Suspense fallback={null}>
        <WaitingPayments admin={admin} />
      </Suspense>
      <Card
        className="mt-8"
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
        key={`${text}:${params.before}:${isFromStripe}`}
        fallback={
          <Waiting for="the events">
            <TableSkeleton rows={10} columns={5} />
          </Waiting>
        }
      >
        {text === undefined ? (
          <Recent
            admin={admin}
            before={before?.ok ? before.value : undefined}
            isFromStripe={isFromStripe}
          />
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
      externalId={formId(newId())}
      plugins={options}
      now={now().toISOString().slice(0, 16)}
    />
  );
}

async function Found({ admin, text }: { readonly admin: AdminActor; readonly text: string }) {
  const { db } = deps();
  const events = await findEventsById(db, admin, text);
  const skips = await findSkipsOfEvents(db, admin, events);
  return (
    <Section title={`Events with the id “${text}”`}>
      <Card flush>
        {events.length === 0 ? (
          <EmptyState icon={ListTree} title="No event has this id">
            Ids are matched whole. Look for the external id that the source sent, or for the id that
            the API answered.
          </EmptyState>
        ) : (
          <EventsTable events={events} skips={skips} today={today()} />
        )}
      </Card>
    </Section>
  );
}

function today(): Day {
  const { now, zone } = deps();
  return dayOf(now(), zone);
}

async function Recent({
  admin,
  before,
  isFromStripe,
}: {
  readonly admin: AdminActor;
  readonly before: EventId | undefined;
  readonly isFromStripe: boolean;
}) {
  const page = { before, isFromStripe, limit: PAGE_SIZE + 1 };
  const { db } = deps();
  const events = await findRecentEvents(db, admin, page);
  const source = isFromStripe ? "stripe" : undefined;
  // An event that several developers share is several rows: they stay on one page.
  const cut = events[PAGE_SIZE]?.id;
  const shown = events.slice(0, PAGE_SIZE).filter(({ id }) => id !== cut);
  const skips = await findSkipsOfEvents(db, admin, shown);
  const last = shown.at(-1);
  return (
    <Section title="Recorded lately">
      <Tabs
        label="Where they came from"
        tabs={[
          { href: "/admin/events", label: "From everywhere", current: !isFromStripe },
          { href: "/admin/events?source=stripe", label: "From Stripe", current: isFromStripe },
        ]}
      />
      <Card flush>
        {shown.length === 0 ? (
          <EmptyState icon={ListTree} title="No events yet">
            {isFromStripe
              ? "Payments at Stripe whose metadata names a plugin are recorded by themselves."
              : "They come in through the API, an import, from Stripe, or by the form above."}
          </EmptyState>
        ) : (
          <>
            <EventsTable events={shown} skips={skips} today={today()} />
            <Pagination
              summary={`${new Set(shown.map(({ id }) => id)).size} events, newest first`}
              previousHref={before ? hrefWith("/admin/events", { source }) : undefined}
              previousLabel="Newest"
              nextHref={
                events.length > PAGE_SIZE && last
                  ? hrefWith("/admin/events", { source, before: last.id })
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
