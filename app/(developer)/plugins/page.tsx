import { Puzzle } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { pageNumber, type SearchParams } from "@/app/search-params";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findDeveloperPlugins, findTermsFor } from "@/db/queries/developer-plugins";
import { requireDeveloper } from "@/lib/auth/guards";
import type { DeveloperId } from "@/lib/domain/ids";
import { shareAt } from "@/lib/domain/terms";
import { pageSummary } from "../page-summary";
import { PluginsTable } from "./plugins-table";

export const metadata: Metadata = { title: "Plugins" };

const PAGE_SIZE = 50;

export default async function PluginsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const { developerId } = await requireDeveloper();
  const page = pageNumber((await searchParams).page);
  return (
    <>
      <PageHeading
        title="Plugins"
        sentence="What you sell, the part of each sale that is yours, and what it earned you so far."
      />
      <Suspense
        key={page}
        fallback={
          <Waiting for="your plugins">
            <TableSkeleton rows={8} columns={5} />
          </Waiting>
        }
      >
        <PluginList developerId={developerId} page={page} />
      </Suspense>
    </>
  );
}

async function PluginList({
  developerId,
  page,
}: {
  readonly developerId: DeveloperId;
  readonly page: number;
}) {
  const { db, now } = deps();
  const at = now();
  const offset = (page - 1) * PAGE_SIZE;
  const { plugins, total } = await findDeveloperPlugins(db, developerId, {
    offset,
    limit: PAGE_SIZE,
    now: at,
  });
  const terms = await findTermsFor(
    db,
    [developerId, ...plugins.flatMap(({ owner }) => owner ?? [])],
    plugins.map(({ id }) => id),
  );
  if (plugins.length === 0) {
    return (
      <Card>
        <EmptyState icon={Puzzle} title={page === 1 ? "No plugins yet" : "This page is empty"}>
          The marketplace keeps this list in step with its catalogue. A plugin of yours appears here
          as soon as it is listed there.
        </EmptyState>
      </Card>
    );
  }
  const rows = plugins.map((plugin) => ({
    ...plugin,
    share: shareAt(terms, { pluginId: plugin.id, developerId: plugin.owner ?? developerId, at }),
  }));
  return (
    <Card flush>
      <PluginsTable plugins={rows} />
      <Pagination
        summary={pageSummary({ offset, shown: plugins.length, total, what: "Plugins" })}
        previousHref={page > 1 ? `/plugins?page=${page - 1}` : undefined}
        nextHref={offset + plugins.length < total ? `/plugins?page=${page + 1}` : undefined}
      />
    </Card>
  );
}
