import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { ConnectBadge } from "@/components/ui/connect-badge";
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
import { Tabs } from "@/components/ui/tabs";
import {
  countSituations,
  findDevelopers,
  type ListedDeveloper,
} from "@/db/queries/admin-developers";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { SearchForm } from "../search-form";
import { hrefWith, readPage, readText, type SearchParams } from "../search-params";
import { ToKnow } from "./to-know";

export const metadata: Metadata = { title: "Developers" };

const PATH = "/admin/developers";
const PAGE_SIZE = 50;
const SITUATIONS = ["not_ready", "on_hold", "held_by_stripe"] as const;
const SITUATION_WORDS = {
  not_ready: { label: "Cannot be paid yet", nobody: "Every developer can be paid." },
  on_hold: { label: "On hold", nobody: "No developer’s payouts are on hold." },
  held_by_stripe: { label: "Held by Stripe", nobody: "Stripe has stopped transfers to nobody." },
} as const;

type Query = {
  readonly text: string | undefined;
  readonly situation: (typeof SITUATIONS)[number] | undefined;
  readonly page: number;
};

export default async function DevelopersPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const query: Query = {
    text: readText(params.q),
    situation: SITUATIONS.find((known) => known === params.show),
    page: readPage(params.page),
  };
  const counts = await countSituations(deps().db, admin);
  return (
    <>
      <PageHeading
        title="Developers"
        sentence="Who earns, what they are owed, and what stands between them and their money."
      />
      <Tabs
        label="Developers"
        tabs={[
          { href: PATH, label: "All", count: counts.all, current: !query.situation },
          ...SITUATIONS.map((situation) => ({
            href: `${PATH}?show=${situation}`,
            label: SITUATION_WORDS[situation].label,
            count: counts[situation],
            current: query.situation === situation,
          })),
        ]}
      />
      <SearchForm
        label="Name, id or e-mail"
        value={query.text}
        keep={query.situation ? { show: query.situation } : {}}
      />
      <Suspense
        key={JSON.stringify(query)}
        fallback={
          <Waiting for="the developers">
            <TableSkeleton rows={10} columns={4} />
          </Waiting>
        }
      >
        <Developers admin={admin} query={query} />
      </Suspense>
    </>
  );
}

async function Developers({ admin, query }: { readonly admin: AdminActor; readonly query: Query }) {
  const { text, situation, page } = query;
  const offset = (page - 1) * PAGE_SIZE;
  const { developers, total } = await findDevelopers(deps().db, admin, {
    text,
    situation,
    offset,
    limit: PAGE_SIZE,
  });
  if (developers.length === 0) return <Nobody query={query} />;
  const link = (next: number) => hrefWith(PATH, { q: text, show: situation, page: String(next) });
  return (
    <Card flush>
      <DevelopersTable developers={developers} />
      <Pagination
        summary={`${(offset + 1).toLocaleString("en")} – ${(offset + developers.length).toLocaleString("en")} of ${total.toLocaleString("en")} developers`}
        previousHref={page > 1 ? link(page - 1) : undefined}
        nextHref={offset + developers.length < total ? link(page + 1) : undefined}
      />
    </Card>
  );
}

function DevelopersTable({ developers }: { readonly developers: readonly ListedDeveloper[] }) {
  return (
    <Table caption="Developers by name">
      <TableHead>
        <HeaderCell>Developer</HeaderCell>
        <HeaderCell>Payout account</HeaderCell>
        <HeaderCell>Notes</HeaderCell>
        <HeaderCell numeric>Unsettled balance</HeaderCell>
      </TableHead>
      <TableBody>
        {developers.map((developer) => (
          <Row key={developer.id} linked>
            <RowHeader>
              <Link href={`${PATH}/${developer.id}`}>
                <bdi>{developer.name}</bdi>
              </Link>
              <span className="block text-xs font-normal text-muted">{developer.id}</span>
            </RowHeader>
            <Cell label="Payout account">
              <ConnectBadge state={developer.connect} />
            </Cell>
            <Cell label="Notes">
              <ToKnow developer={developer} />
            </Cell>
            <Cell label="Unsettled balance" numeric>
              {developer.balances.length === 0 ? (
                <span className="text-muted">Settled</span>
              ) : (
                <div>
                  {developer.balances.map((balance) => (
                    <Amount key={balance.currency} {...balance} className="block" />
                  ))}
                </div>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Nobody({ query }: { readonly query: Query }) {
  if (query.text !== undefined) {
    return (
      <EmptyState icon={Users} title={`No developer matches “${query.text}”`}>
        Look for a part of the name, the marketplace’s id or the e-mail address.
      </EmptyState>
    );
  }
  if (query.situation !== undefined) {
    return (
      <EmptyState icon={Users} title="Nobody here">
        {SITUATION_WORDS[query.situation].nobody}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Users} title="No developers yet">
      They come from the marketplace’s catalogue, through the API or an import.
    </EmptyState>
  );
}
