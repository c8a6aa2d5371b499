import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { ButtonAnchor, ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";
import { PeriodBadge } from "@/components/ui/status-badge";
import { findClosedPeriods } from "@/db/queries/developer-summary";
import { requireDeveloper } from "@/lib/auth/guards";
import { nextPeriod, periodOf, previousPeriod } from "@/lib/domain/period";
import { parseBookMonth } from "@/lib/domain/period-range";
import { periodName, periodSpan } from "@/lib/domain/words/period-words";
import { SkipNotices } from "../../skip-notices";
import { StatementOfPeriod, StatementSkeleton } from "./statement-of-period";

type Props = { readonly params: Promise<{ readonly period: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const period = parseBookMonth((await params).period);
  return { title: period.ok ? `${periodName(period.value)} statement` : "Not found" };
}

export default async function StatementPage({ params }: Props) {
  const { developerId } = await requireDeveloper();
  const parsed = parseBookMonth((await params).period);
  if (!parsed.ok) notFound();
  const period = parsed.value;
  const { db, now, zone } = deps();
  const current = periodOf(now(), zone);
  const closed = (await findClosedPeriods(db, { from: period, to: period })).has(period);
  return (
    <>
      <PageHeading
        back={{ href: "/earnings", label: "Earnings" }}
        title={periodName(period)}
        badges={<PeriodBadge closed={closed} />}
        sentence={`How your balance went from the first day to the last: ${periodSpan(period, zone)}.`}
        actions={
          <>
            <ButtonLink
              size="icon"
              variant="quiet"
              href={`/earnings/${previousPeriod(period)}`}
              aria-label={periodName(previousPeriod(period))}
            >
              <ChevronLeft aria-hidden />
            </ButtonLink>
            {period < current ? (
              <ButtonLink
                size="icon"
                variant="quiet"
                href={`/earnings/${nextPeriod(period)}`}
                aria-label={periodName(nextPeriod(period))}
              >
                <ChevronRight aria-hidden />
              </ButtonLink>
            ) : null}
            <ButtonAnchor
              href={`/earnings/${period}/statement.csv`}
              aria-label="Download CSV"
              download
            >
              <Download aria-hidden /> CSV
            </ButtonAnchor>
            <ButtonAnchor
              href={`/earnings/${period}/statement.pdf`}
              aria-label="Download PDF"
              download
            >
              <Download aria-hidden /> PDF
            </ButtonAnchor>
          </>
        }
      />
      {closed ? <SkipNotices developerId={developerId} period={period} /> : null}
      <Suspense key={period} fallback={<StatementSkeleton />}>
        <StatementOfPeriod developerId={developerId} period={period} current={current} />
      </Suspense>
    </>
  );
}
