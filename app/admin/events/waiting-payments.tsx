import { deps } from "@/app/deps";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextAreaField } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  countOpenChargeProblems,
  findOpenChargeProblems,
  type OpenChargeProblem,
} from "@/db/queries/charge-problems";
import type { AdminActor } from "@/lib/auth/actor";
import { NOTE_MAX } from "@/lib/domain/note";
import {
  chargeProblemWords,
  isMessageTelling,
  stripeObjectName,
} from "@/lib/domain/words/charge-words";
import { leaveStripePayment, retryStripePayment } from "./stripe-actions";

const SHOWN = 20;

/** Money at Stripe that names a plugin and could not be recorded. Nothing, when all is recorded. */
export async function WaitingPayments({ admin }: { readonly admin: AdminActor }) {
  const { db } = deps();
  const [open, problems] = await Promise.all([
    countOpenChargeProblems(db),
    findOpenChargeProblems(db, admin, { limit: SHOWN }),
  ]);
  if (problems.length === 0) return null;
  return (
    <Section title="Payments at Stripe that need you">
      <Card
        flush
        {...(open > problems.length
          ? { footer: `The ${SHOWN} oldest of ${open}. The others follow as these are settled.` }
          : {})}
      >
        <ul className="divide-y divide-line">
          {problems.map((problem) => (
            <WaitingPayment key={problem.objectId} problem={problem} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function WaitingPayment({ problem }: { readonly problem: OpenChargeProblem }) {
  const { objectId, chargeId, pluginTag, happenedAt, code, message, triedAt } = problem;
  const { why, remedy } = chargeProblemWords(code);
  const name = stripeObjectName(objectId);
  return (
    <li className="px-4 py-4 sm:px-5">
      <Alert tone="attention" title={why}>
        {remedy}
      </Alert>
      <div className="mt-3 flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 text-sm text-muted">
          <p className="wrap-anywhere">
            <span className="text-ink">{name}</span> <span className="font-mono">{objectId}</span>
            {objectId === chargeId ? null : (
              <>
                {" "}
                of charge <span className="font-mono">{chargeId}</span>
              </>
            )}
            {pluginTag === undefined ? null : (
              <>
                {" "}
                for <span className="font-mono text-ink">{pluginTag}</span>
              </>
            )}
          </p>
          <p className="wrap-anywhere">
            <Instant at={happenedAt.toISOString()} />
            {isMessageTelling(code) ? ` · ${message}` : ""} · Tried last on{" "}
            <Instant at={triedAt.toISOString()} />
          </p>
        </div>
        <Acts objectId={objectId} name={name} />
      </div>
    </li>
  );
}

function Acts({ objectId, name }: { readonly objectId: string; readonly name: string }) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <ActionForm action={retryStripePayment} label={`Try ${objectId} again`}>
        <input type="hidden" name="objectId" value={objectId} />
        <SubmitButton variant="secondary" size="small" pendingLabel="Asking Stripe…">
          Try again
        </SubmitButton>
      </ActionForm>
      <ConfirmAction
        trigger={<Button size="small">Leave it…</Button>}
        title="Leave this unrecorded?"
        description="It is not asked about again, unless something else turns out to be wrong with it."
        facts={[{ label: name, value: <span className="font-mono">{objectId}</span> }]}
        confirmLabel="Leave it unrecorded"
        pendingLabel="Leaving it…"
        action={leaveStripePayment}
        fields={{ objectId }}
      >
        <TextAreaField
          name="note"
          label="Why"
          hint="For the audit log, and whoever looks next."
          maxLength={NOTE_MAX}
          required
        />
      </ConfirmAction>
    </div>
  );
}
