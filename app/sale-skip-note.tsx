import Link from "next/link";
import type { SaleSkip } from "@/db/queries/sale-skips";
import { periodName } from "@/lib/domain/words/period-words";
import { saleSkipAdminWords } from "@/lib/domain/words/sale-skip-admin-words";
import { claimWords, saleSkipWords } from "@/lib/domain/words/sale-skip-words";

/** Why a sale was not paid at once, and what would change it or which payout has it since. */
export function SaleSkipNote({
  skip,
  who,
}: {
  readonly skip: SaleSkip;
  /** Whether the developer reads it or an admin. */
  readonly who: "you" | "they";
}) {
  const { sentence, remedy } = who === "you" ? saleSkipWords(skip) : saleSkipAdminWords(skip);
  return (
    <span className="mt-0.5 block text-sm font-normal text-muted">
      {sentence}{" "}
      {skip.payout ? (
        <PayoutOfSale payout={skip.payout} folder={who === "you" ? "/payouts" : "/admin/payouts"} />
      ) : (
        remedy
      )}
    </span>
  );
}

function PayoutOfSale({
  payout: { id, period, state },
  folder,
}: {
  readonly payout: NonNullable<SaleSkip["payout"]>;
  readonly folder: string;
}) {
  const { before, after } = claimWords(state);
  return (
    <>
      {before}{" "}
      <Link href={`${folder}/${id}`} className="underline hover:text-ink">
        the payout of {periodName(period)}
      </Link>
      {after}
    </>
  );
}
