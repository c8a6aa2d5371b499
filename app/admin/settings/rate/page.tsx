import type { Metadata } from "next";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { oneValue, type SearchParams } from "@/app/search-params";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeading } from "@/components/ui/page-heading";
import { FiguresSkeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import { findTermSubject } from "@/db/queries/settings";
import { requireAdmin } from "@/lib/auth/guards";
import type { BasisPoints } from "@/lib/domain/share";
import { dayName } from "@/lib/domain/words/period-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { checkTerm } from "@/lib/use-cases/preview-term";
import { addTerm } from "../term-actions";
import { type TermInput, termFields, writeTermFields } from "../term-fields";
import { EffectOfTerm } from "./effect-of-term";

export const metadata: Metadata = { title: "Preview of a rate" };

const BACK = { href: "/admin/settings", label: "Settings" };

/** What a rate would have done to the last twelve months, before it is saved. */
export default async function RatePage({ searchParams }: { readonly searchParams: SearchParams }) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const fields = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, oneValue(value)]),
  );
  const read = termFields.safeParse(fields);
  const subject = read.success ? await findTermSubject(deps().db, read.data.scope) : undefined;
  if (!read.success || subject === undefined) return <NoPreview />;
  const term = read.data;
  const checked = await checkTerm(deps(), admin, term);
  const replaced = checked.ok ? checked.value.replaces : undefined;
  return (
    <>
      <PageHeading
        back={BACK}
        title={
          <>
            Preview: {rateWords(term.share)} for <bdi>{subject}</bdi>
          </>
        }
        sentence={`From ${dayName(term.day)} on. Nothing is saved yet, and what was recorded until then never changes.`}
      />
      <Suspense
        fallback={
          <Waiting for="the last twelve months">
            <FiguresSkeleton count={4} />
            <div className="mt-6">
              <TableSkeleton rows={6} columns={4} />
            </div>
          </Waiting>
        }
      >
        <EffectOfTerm admin={admin} term={term} />
      </Suspense>
      <Confirm term={term} replaced={replaced} />
    </>
  );
}

function Confirm({
  term,
  replaced,
}: {
  readonly term: TermInput;
  readonly replaced: BasisPoints | undefined;
}) {
  return (
    <Card
      className="mt-8"
      title={`Add ${rateWords(term.share)} from ${dayName(term.day)} on?`}
      description={
        replaced === undefined
          ? "It counts for what is sold from that day on, and can be corrected until then. A rate that has begun stays; a later one takes its place."
          : `It counts for what is sold from that day on, in place of ${rateWords(replaced)}, which has not begun.`
      }
    >
      <ActionForm action={addTerm} label="Add the rate" className="space-y-3">
        {Object.entries(writeTermFields(term)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="primary" pendingLabel="Adding…">
            Add the rate
          </SubmitButton>
          <ButtonLink href={BACK.href}>Back without adding it</ButtonLink>
        </div>
      </ActionForm>
    </Card>
  );
}

function NoPreview() {
  return (
    <>
      <PageHeading back={BACK} title="Preview of a rate" />
      <Alert
        tone="problem"
        title="This address names no rate that could be added"
        actions={<ButtonLink href={BACK.href}>Go to the settings</ButtonLink>}
      >
        Enter the rate under Revenue share; its preview opens from there.
      </Alert>
    </>
  );
}
