import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { PageHeading } from "@/components/ui/page-heading";
import { FiguresSkeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findPeriodOverview } from "@/db/queries/periods";
import { requireAdmin } from "@/lib/auth/guards";
import { parseRunId } from "@/lib/domain/ids";
import { parsePeriod } from "@/lib/domain/period";
import { periodName, periodSpan } from "@/lib/domain/words/period-words";
import { PeriodStateBadge } from "../period-state-badge";
import { ClosedPeriod } from "./closed-period";
import { OpenPeriod } from "./open-period";
import { PeriodFigures } from "./period-figures";

type Props = {
  readonly params: Promise<{ readonly period: string }>;
  readonly searchParams: Promise<{ readonly run?: string | readonly string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const period = parsePeriod((await params).period);
  return { title: period.ok ? periodName(period.value) : "Not found" };
}

export default async function PeriodPage({ params, searchParams }: Props) {
  const admin = await requireAdmin();
  const parsed = parsePeriod((await params).period);
  if (!parsed.ok) notFound();
  const period = parsed.value;
  const { db, now, zone } = deps();
  const overview = await findPeriodOverview(db, admin, period, { now: now(), zone });
  if (!overview) notFound();

  const { run } = await searchParams;
  const runId = typeof run === "string" ? parseRunId(run) : undefined;
  return (
    <>
      <PageHeading
        back={{ href: "/admin/periods", label: "Periods" }}
        title={periodName(period)}
        badges={<PeriodStateBadge state={overview.state} />}
        sentence={`${periodSpan(period, zone)}. What developers earned, and how far paying them has come.`}
      />
      <PeriodFigures overview={overview} />
      <Suspense
        fallback={
          <Waiting for="the payouts">
            <FiguresSkeleton count={3} />
            <div className="mt-6">
              <TableSkeleton rows={6} columns={4} />
            </div>
          </Waiting>
        }
      >
        {overview.state === "closed" ? (
          <ClosedPeriod
            admin={admin}
            overview={overview}
            runId={runId?.ok ? runId.value : undefined}
          />
        ) : (
          <OpenPeriod overview={overview} />
        )}
      </Suspense>
    </>
  );
}
