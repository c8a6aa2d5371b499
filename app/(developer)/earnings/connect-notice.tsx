import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { findConnectedAccount } from "@/db/queries/connected-accounts";
import { connectAdvice } from "@/lib/domain/connect";
import type { DeveloperId } from "@/lib/domain/ids";
import { TURN_WORDS } from "@/lib/domain/words/turn-words";

/** Says so where money is shown, as long as none of it could be paid out. */
export async function ConnectNotice({ developerId }: { readonly developerId: DeveloperId }) {
  const account = await findConnectedAccount(deps().db, developerId);
  const { headline, turn } = connectAdvice(account.state, account);
  if (account.state === "ready" && turn === "nobody") return null;
  return (
    <Alert
      tone={turn === "stripe" ? "waiting" : "attention"}
      title={`${headline}. ${TURN_WORDS[turn]}.`}
      className="mb-6"
      actions={
        <ButtonLink href="/connect" size="small">
          Open payout account
        </ButtonLink>
      }
    >
      {account.state === "ready"
        ? "Payouts go on for now. Add what is missing before Stripe stops them."
        : "What you earn is recorded and kept. It is paid once Stripe takes transfers to your account."}
    </Alert>
  );
}
