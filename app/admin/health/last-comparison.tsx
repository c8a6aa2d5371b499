import Link from "next/link";
import { deps } from "@/app/deps";
import { Instant } from "@/components/ui/instant";
import { findLastReconcile, type LastReconcile } from "@/db/queries/check-results";
import type { AdminActor } from "@/lib/auth/actor";
import { actorWords } from "@/lib/domain/words/actor-words";
import { countWords } from "@/lib/domain/words/sum-words";

const DIFFERENCES_SHOWN = 10;

/** The last comparison, whoever asked for it, with what it left open. */
export async function LastComparison({ admin }: { readonly admin: AdminActor }) {
  const last = await findLastReconcile(deps().db, admin);
  if (!last) {
    return (
      <p className="text-sm text-muted">
        Not compared yet. The worker does it each night; you can begin now.
      </p>
    );
  }
  const { startedAt, by, problems, differences, transfersRead, payoutsRead, since, charges } = last;
  const shown = differences.slice(0, DIFFERENCES_SHOWN);
  return (
    <div className="text-sm">
      <p>
        Last compared on <Instant at={startedAt.toISOString()} /> by {actorWords(by)}:{" "}
        {problems === 0
          ? "nothing was left open."
          : `${countWords(problems, "difference")} left open.`}
      </p>
      <p className="text-muted">
        {countWords(transfersRead, "transfer")} and {countWords(payoutsRead, "payout")}
        {since ? (
          <>
            {" "}
            since <Instant at={since} />
          </>
        ) : null}
        .
        {charges?.isIncomplete
          ? ` Customers’ payments could not be read (${charges.trouble}).`
          : null}
        {charges && charges.read + charges.madeUpFor + charges.open > 0 ? (
          <ChargesLine {...charges} />
        ) : null}
      </p>
      {shown.length > 0 ? (
        <ul className="mt-1 list-disc space-y-0.5 ps-5 marker:text-faint">
          {shown.map(({ payoutId, transferId, detail }) => (
            <li key={`${payoutId} ${transferId} ${detail}`} className="wrap-anywhere">
              {detail}{" "}
              <span className="font-mono text-xs text-muted">{payoutId ?? transferId}</span>
            </li>
          ))}
          {problems > shown.length ? (
            <li>
              and {problems - shown.length} more: <code className="font-mono">remit reconcile</code>{" "}
              prints all of them
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}

function ChargesLine({ read, madeUpFor, open }: NonNullable<LastReconcile["charges"]>) {
  return (
    <>
      {" "}
      {countWords(read, "payment")} of customers named a plugin
      {madeUpFor > 0
        ? `; ${madeUpFor} had been missed and ${madeUpFor === 1 ? "is" : "are"} recorded now`
        : ""}
      {open > 0 ? (
        <>
          ;{" "}
          <Link href="/admin/events" className="text-accent hover:underline">
            {open === 1 ? "one needs a person" : `${open} need a person`}
          </Link>
        </>
      ) : null}
      .
    </>
  );
}
