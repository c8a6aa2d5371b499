import type { Metadata } from "next";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { oneValue, type SearchParams } from "@/app/search-params";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";
import { RangePicker } from "@/components/ui/range-picker";
import { findFirstPeriod } from "@/db/queries/developer-summary";
import { requireDeveloper } from "@/lib/auth/guards";
import { type Period, periodOf } from "@/lib/domain/period";
import { type BadRange, parseRange, RANGE_MONTHS_MAX } from "@/lib/domain/period-range";
import { periodName } from "@/lib/domain/words/period-words";
import { HoldNotice } from "../hold-notice";
import { ConnectNotice } from "./connect-notice";
import { EarningsOfRange, EarningsSkeleton } from "./earnings-of-range";

export const metadata: Metadata = { title: "Earnings" };

export default async function EarningsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const developer = await requireDeveloper();
  const { db, now, zone } = deps();
  const current = periodOf(now(), zone);
  const params = await searchParams;
  const range = parseRange({ from: oneValue(params.from), to: oneValue(params.to) }, current);
  const first: Period = (await findFirstPeriod(db, developer.developerId)) ?? current;
  return (
    <>
      <PageHeading
        title="Earnings"
        sentence="What your plugins earned, month by month, and where that money is now."
        actions={
          range.ok ? <RangePicker {...range.value} earliest={first} latest={current} /> : undefined
        }
      />
      <HoldNotice developerId={developer.developerId} />
      <ConnectNotice developerId={developer.developerId} />
      {range.ok ? (
        <Suspense key={`${range.value.from}:${range.value.to}`} fallback={<EarningsSkeleton />}>
          <EarningsOfRange
            developerId={developer.developerId}
            range={range.value}
            current={current}
          />
        </Suspense>
      ) : (
        <Alert
          tone="problem"
          title={problemWords(range.problem)}
          actions={<ButtonLink href="/earnings">Show the last 12 months</ButtonLink>}
        />
      )}
    </>
  );
}

function problemWords(problem: BadRange): string {
  switch (problem.kind) {
    case "bad_period":
      return `“${problem.text.slice(0, 40)}” is not a month. Months are written like 2026-03.`;
    case "ends_before_it_begins":
      return `The range ends (${periodName(problem.to)}) before it begins (${periodName(problem.from)}).`;
    case "too_long":
      return `The range has ${problem.months} months; at most ${RANGE_MONTHS_MAX} can be shown at once.`;
  }
}
