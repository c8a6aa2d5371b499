import { Suspense } from "react";
import { deps } from "@/app/deps";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { findRunPayouts, type PayoutSummary } from "@/db/queries/payouts";
import { findRunSkips } from "@/db/queries/run-skips";
import type { RunSummary } from "@/db/queries/runs";
import type { AdminActor } from "@/lib/auth/actor";
import { actorWords } from "@/lib/domain/words/actor-words";
import { runScope } from "@/lib/domain/words/payout-words";
import { countWords, sumWords } from "@/lib/domain/words/sum-words";
import { findSecondPerson } from "@/lib/use-cases/find-second-person";
import { approveRun, cancelRun } from "./actions";
import { AvailableBalance } from "./available-balance";
import { PayoutsTable } from "./payouts-table";
import { scopeWords } from "./scope-words";
import { SecondPersonNotice } from "./second-person-notice";
import { SkipsTable } from "./skips-table";

/** A prepared run: every payout and every skip, before anything is sent. */
export async function RunPreview({
  admin,
  run,
}: {
  readonly admin: AdminActor;
  readonly run: RunSummary;
}) {
  const { db } = deps();
  const [payouts, skips, second] = await Promise.all([
    findRunPayouts(db, admin, run.id),
    findRunSkips(db, admin, run.id),
    findSecondPerson({ db }, admin, run.id),
  ]);
  return (
    <Section
      title={`Preview: ${countWords(payouts.length, "payout")} ${scopeWords(run, payouts)}`}
      sentence={
        <>
          Prepared by {actorWords(run.prepared.by)} on{" "}
          <Instant at={run.prepared.at.toISOString()} />. Nothing has been sent.
        </>
      }
      actions={<Acts run={run} payouts={payouts} mayApprove={second === undefined} />}
    >
      {second ? (
        <div className="mb-6">
          <SecondPersonNotice second={second} act="approve" />
        </div>
      ) : null}
      <PayoutsTable payouts={payouts} preview />
      {skips.length > 0 ? <SkipsTable skips={skips} /> : null}
    </Section>
  );
}

type ActsProps = { readonly run: RunSummary; readonly payouts: readonly PayoutSummary[] };

function Acts({ run, payouts, mayApprove }: ActsProps & { readonly mayApprove: boolean }) {
  const size = sizeOf(payouts);
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmAction
        action={cancelRun}
        fields={{ runId: run.id }}
        trigger={<Button>Cancel this run</Button>}
        title="Cancel this run?"
        facts={[{ label: "Payouts", value: size }]}
        warning="The money goes back to the balances, and the payouts can be prepared again."
        confirmLabel={`Cancel ${countWords(payouts.length, "payout")}`}
        pendingLabel="Canceling…"
        variant="danger"
      />
      {mayApprove ? <Approve run={run} payouts={payouts} /> : null}
    </div>
  );
}

/** The page's one primary act; it says its size twice before anything happens. */
function Approve({ run, payouts }: ActsProps) {
  const amounts = payouts.map(({ amount }) => amount);
  const developers = new Set(payouts.map(({ developerId }) => developerId)).size;
  const size = sizeOf(payouts);
  return (
    <ConfirmAction
      action={approveRun}
      fields={{ runId: run.id }}
      trigger={<Button variant="primary">Approve {size}</Button>}
      title={`Approve ${countWords(payouts.length, "payout")}?`}
      facts={[
        { label: "To", value: countWords(developers, "developer") },
        { label: "Amount", value: sumWords(amounts) },
        { label: "For", value: runScope(run) },
        {
          label: "From the marketplace’s Stripe balance",
          value: (
            <Suspense fallback="Asking Stripe…">
              <AvailableBalance amounts={amounts} />
            </Suspense>
          ),
        },
      ]}
      warning="Once sent, a transfer cannot be canceled; only a reversal takes it back, and only while the developer’s Stripe account covers it."
      confirmLabel={`Approve ${size}`}
      pendingLabel="Approving…"
    />
  );
}

function sizeOf(payouts: readonly PayoutSummary[]): string {
  const amounts = payouts.map(({ amount }) => amount);
  return `${countWords(payouts.length, "payout")} · ${sumWords(amounts)}`;
}
