import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import type { SearchParams } from "@/app/search-params";
import { PageHeading } from "@/components/ui/page-heading";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findDeveloperPluginName } from "@/db/queries/developer-plugins";
import { requireDeveloper } from "@/lib/auth/guards";

import { parseBookMonth } from "@/lib/domain/period-range";
import { currencyName } from "@/lib/domain/words/currency-words";
import { dayName, periodName } from "@/lib/domain/words/period-words";
import { EventsOfFigure } from "./events-of-figure";
import { readEventsQuery } from "./events-query";

export const metadata: Metadata = { title: "Behind the figure" };

type Props = {
  readonly params: Promise<{ readonly period: string }>;
  readonly searchParams: SearchParams;
};

export default async function EventsPage({ params, searchParams }: Props) {
  const { developerId } = await requireDeveloper();
  const period = parseBookMonth((await params).period);
  if (!period.ok) notFound();
  const query = readEventsQuery(period.value, await searchParams);
  if (!query) notFound();
  const { currency, pluginId } = query.filter;
  const plugin = pluginId
    ? await findDeveloperPluginName(deps().db, developerId, pluginId)
    : undefined;
  if (pluginId && plugin === undefined) notFound();

  const when = query.day ? dayName(query.day) : periodName(period.value);
  return (
    <>
      <PageHeading
        back={{ href: `/earnings/${period.value}`, label: `${periodName(period.value)} statement` }}
        title={<bdi>{plugin ?? "All plugins"}</bdi>}
        sentence={`Every event that counts in ${when}${currency ? `, in ${currencyName(currency)}` : ""}, and how each was split. They add up to the figure you came from.`}
      />
      <Suspense
        key={JSON.stringify(query)}
        fallback={
          <Waiting for="the events">
            <TableSkeleton rows={10} columns={4} />
          </Waiting>
        }
      >
        <EventsOfFigure developerId={developerId} period={period.value} query={query} />
      </Suspense>
    </>
  );
}
