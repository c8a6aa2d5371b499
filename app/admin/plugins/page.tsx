import { Puzzle } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { findPlugins, type ListedPlugin } from "@/db/queries/admin-plugins";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { countWords } from "@/lib/domain/words/sum-words";
import { SearchForm } from "../search-form";
import { hrefWith, readPage, readText, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Plugins" };

const PATH = "/admin/plugins";
const PAGE_SIZE = 50;

type Query = { readonly text: string | undefined; readonly page: number };

export default async function PluginsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const query = { text: readText(params.q), page: readPage(params.page) };
  return (
    <>
      <PageHeading
        title="Plugins"
        sentence="Whose each plugin is, and who shares its revenue. Names and owners come from the marketplace’s catalogue."
      />
      <SearchForm label="Name or id of a plugin, or its owner’s name" value={query.text} />
      <Suspense
        key={JSON.stringify(query)}
        fallback={
          <Waiting for="the plugins">
            <TableSkeleton rows={10} columns={3} />
          </Waiting>
        }
      >
        <Plugins admin={admin} query={query} />
      </Suspense>
    </>
  );
}

async function Plugins({ admin, query }: { readonly admin: AdminActor; readonly query: Query }) {
  const { db, now } = deps();
  const { text, page } = query;
  const offset = (page - 1) * PAGE_SIZE;
  const wanted = { text, offset, limit: PAGE_SIZE, now: now() };
  const { plugins, total } = await findPlugins(db, admin, wanted);
  if (plugins.length === 0) {
    return (
      <Card>
        <EmptyState icon={Puzzle} title={text ? "No plugin fits" : "No plugins here"}>
          {text
            ? "Look for a part of the plugin’s name or id, or of its owner’s name."
            : "They come from the marketplace’s catalogue, through the API or an import."}
        </EmptyState>
      </Card>
    );
  }
  const link = (next: number) => hrefWith(PATH, { q: text, page: String(next) });
  return (
    <Card flush>
      <PluginsTable plugins={plugins} />
      <Pagination
        summary={`${(offset + 1).toLocaleString("en")} – ${(offset + plugins.length).toLocaleString("en")} of ${countWords(total, "plugin")}`}
        previousHref={page > 1 ? link(page - 1) : undefined}
        nextHref={offset + plugins.length < total ? link(page + 1) : undefined}
      />
    </Card>
  );
}

function PluginsTable({ plugins }: { readonly plugins: readonly ListedPlugin[] }) {
  return (
    <Table caption="Plugins">
      <TableHead>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell>Owner</HeaderCell>
        <HeaderCell>Shared with</HeaderCell>
      </TableHead>
      <TableBody>
        {plugins.map(({ id, name, owner, ownerName, coAuthors }) => (
          <Row key={id} linked>
            <RowHeader>
              <Link href={`${PATH}/${id}`} className="font-medium hover:underline">
                <bdi>{name}</bdi>
              </Link>
              <span className="block font-mono text-xs font-normal text-faint">{id}</span>
            </RowHeader>
            <Cell label="Owner">
              <Link href={`/admin/developers/${owner}`} className="hover:underline">
                <bdi>{ownerName}</bdi>
              </Link>
            </Cell>
            <Cell label="Shared with">
              {coAuthors === 0 ? (
                <span className="text-muted">nobody</span>
              ) : (
                countWords(coAuthors, "developer")
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
