import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PayoutSummary } from "@/db/queries/payouts";
import { formatMoney, money } from "@/lib/domain/money";
import type { SendingPause } from "@/lib/domain/sending-pause";
import { pauseFacts, pauseTitle } from "@/lib/domain/words/pause-words";
import { countWords, sumByCurrency, sumWords } from "@/lib/domain/words/sum-words";
import { checkBalance } from "./actions";

/** Why payouts of a run that were approved are not sent: nothing waits without a reason. */
export function RunWaits({
  payouts,
  pauses,
}: {
  readonly payouts: readonly PayoutSummary[];
  readonly pauses: readonly SendingPause[];
}) {
  const unfunded = payouts.filter(({ waitsFor }) => waitsFor === "money");
  const held = payouts.filter(({ waitsFor }) => waitsFor === "hold");
  return (
    <>
      {sumByCurrency(unfunded.map(({ amount }) => amount)).map((own) => {
        const pause = pauses.find(({ currency }) => currency === own.currency);
        return pause ? <Paused key={own.currency} pause={pause} own={own.minor} /> : null;
      })}
      {held.length > 0 ? <Held held={held} /> : null}
    </>
  );
}

function Paused({ pause, own }: { readonly pause: SendingPause; readonly own: bigint }) {
  const { currency, read, waiting } = pause;
  const others = waiting.amount - own;
  return (
    <Alert
      tone="attention"
      title={pauseTitle(pause)}
      actions={
        <ActionForm action={checkBalance} answerAt="bottom" className="space-y-2">
          <SubmitButton variant="secondary" size="small" pendingLabel="Asking Stripe…">
            Check again now
          </SubmitButton>
        </ActionForm>
      }
    >
      <p>
        {pauseFacts(pause)}
        {others > 0n ? ` ${formatMoney(money(others, currency))} of it belongs to other runs.` : ""}{" "}
        {read ? (
          <>
            Stripe was asked on <Instant at={read.at.toISOString()} />.
          </>
        ) : null}
      </p>
      <p className="mt-1">
        Top up the Stripe balance. Remit looks each minute and goes on by itself; nothing is sent
        twice. Payouts in other currencies do not wait for this.
      </p>
    </Alert>
  );
}

export function NoWorker() {
  return (
    <Alert tone="problem" title="No worker has looked for work for minutes">
      Payouts wait until one does. Start it with <code className="font-mono">npm run worker</code>,
      and it goes on where it stopped.
    </Alert>
  );
}

function Held({ held }: { readonly held: readonly PayoutSummary[] }) {
  const names = [...new Set(held.map(({ developerName }) => developerName))];
  return (
    <Alert
      tone="waiting"
      title={`On hold: ${countWords(held.length, "payout")}, ${sumWords(held.map(({ amount }) => amount))}`}
    >
      {names.join(", ")} {names.length === 1 ? "is" : "are"} on hold. Lift the hold to have it sent,
      or cancel what was not sent.
    </Alert>
  );
}
