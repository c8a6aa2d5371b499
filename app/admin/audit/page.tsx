import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Actor } from "@/components/ui/actor";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { PageHeading } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { Skeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { type AuditRow, findAuditActions, findAuditEntries } from "@/db/queries/audit-log";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { auditSubjectPath, auditWords } from "@/lib/domain/words/audit-words";
import { checkAudit } from "@/lib/use-cases/check-audit";
import { SearchForm } from "../search-form";
import { hrefWith, readCursor, readText, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Audit log" };

const PATH = "/admin/audit";
const PAGE_SIZE = 50;

type Query = {
  readonly text: string | undefined;
  readonly action: string | undefined;
  readonly before: bigint | undefined;
};

export default async function AuditPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const actions = await findAuditActions(deps().db, admin);
  const query: Query = {
    text: readText(params.q),
    action: actions.find((known) => known === params.action),
    before: readCursor(params.before),
  };
  return (
    <>
      <PageHeading
        title="Audit log"
        sentence="Who did what to which money, and when. Entries are only ever added, each sealed with the hash of the one before."
      />
      <Suspense
        fallback={
          <Waiting for="the state of the chain">
            <Skeleton className="mb-4 h-14" />
          </Waiting>
        }
      >
        <Chain admin={admin} />
      </Suspense>
      <SearchForm label="Part of who, or of on what" value={query.text}>
        <div className="w-full max-w-52">
          <SelectField name="action" label="Act" defaultValue={query.action ?? ""}>
            <option value="">Every act</option>
            {actions.map((action) => (
              <option key={action} value={action}>
                {auditWords(action)}
              </option>
            ))}
          </SelectField>
        </div>
      </SearchForm>
      <Suspense
        key={`${query.text}:${query.action}:${query.before}`}
        fallback={
          <Waiting for="the entries">
            <TableSkeleton rows={12} columns={4} />
          </Waiting>
        }
      >
        <Entries admin={admin} query={query} />
      </Suspense>
    </>
  );
}

async function Chain({ admin }: { readonly admin: AdminActor }) {
  const { entries, head, breaks } = await checkAudit(deps(), admin);
  if (breaks.length > 0) {
    return (
      <Alert tone="problem" role="alert" title="The chain is broken" className="mb-6">
        At entry {breaks.slice(0, 5).join(", ")}: a row was changed, removed or added around Remit.
        Approve nothing until it is clear how.
      </Alert>
    );
  }
  return (
    <Alert
      tone="positive"
      title={`The chain of ${entries.toLocaleString("en")} entries is unbroken`}
      className="mb-6"
    >
      Newest hash: <code className="font-mono text-xs">{head}</code>
    </Alert>
  );
}

async function Entries({ admin, query }: { readonly admin: AdminActor; readonly query: Query }) {
  const rows = await findAuditEntries(deps().db, admin, { ...query, limit: PAGE_SIZE + 1 });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  if (!last) {
    const isFiltered = query.text !== undefined || query.action !== undefined;
    return (
      <EmptyState icon={ScrollText} title={isFiltered ? "No entry matches" : "Nothing yet"}>
        {isFiltered
          ? "Look for a part of an e-mail address, a run’s or a developer’s id."
          : "Closing a month, approving a run or changing a setting adds the first entries."}
      </EmptyState>
    );
  }
  const { text, action, before } = query;
  const keep = { q: text, action };
  return (
    <Card flush>
      <EntriesTable entries={shown} />
      <Pagination
        summary={`Entries ${last.seq} – ${shown[0]?.seq}`}
        previousHref={before === undefined ? undefined : hrefWith(PATH, keep)}
        previousLabel="Newest"
        nextHref={
          rows.length > PAGE_SIZE
            ? hrefWith(PATH, { ...keep, before: last.seq.toString() })
            : undefined
        }
        nextLabel="Older"
      />
    </Card>
  );
}

function EntriesTable({ entries }: { readonly entries: readonly AuditRow[] }) {
  return (
    <Table caption="Entries of the audit log, newest first" roomy>
      <TableHead>
        <HeaderCell>Act</HeaderCell>
        <HeaderCell>When</HeaderCell>
        <HeaderCell>Who</HeaderCell>
        <HeaderCell>On what</HeaderCell>
        <HeaderCell>Details</HeaderCell>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <Row key={entry.seq}>
            <RowHeader>
              <span className="block">{auditWords(entry.action)}</span>
              <span className="block text-xs font-normal text-muted tabular-nums">
                <code className="font-mono">{entry.action}</code>, no.{" "}
                {entry.seq.toLocaleString("en")}
              </span>
            </RowHeader>
            <Cell label="When">
              <Instant at={entry.at.toISOString()} />
            </Cell>
            <Cell label="Who">
              <Actor name={entry.actor} />
            </Cell>
            <Cell label="On what">
              <Subject name={entry.subject} />
            </Cell>
            <Cell label="Details">
              <Details detail={entry.detail} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Subject({ name }: { readonly name: string }) {
  const path = auditSubjectPath(name);
  const code = <code className="font-mono text-xs wrap-anywhere">{name}</code>;
  if (!path) return code;
  return (
    <Link href={path} className="underline decoration-line-strong underline-offset-2">
      {code}
    </Link>
  );
}

const VALUE_LENGTH_MAX = 200;

function Details({ detail }: { readonly detail: AuditRow["detail"] }) {
  const entries = Object.entries(detail).filter(([, value]) => value !== null);
  return (
    <ul className="text-sm text-muted">
      {entries.map(([name, value]) => {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        return (
          <li key={name} className="wrap-anywhere">
            {name}: {text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text}
          </li>
        );
      })}
    </ul>
  );
}
