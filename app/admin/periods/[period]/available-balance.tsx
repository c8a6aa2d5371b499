import { deps } from "@/app/deps";
import { formatMoney, type Money } from "@/lib/domain/money";
import { sumByCurrency } from "@/lib/domain/words/sum-words";

/** What Stripe holds for the marketplace, beside what is about to be sent from it. */
export async function AvailableBalance({ amounts }: { readonly amounts: readonly Money[] }) {
  const available = await askStripe();
  if (!available) return <>Stripe cannot be asked right now</>;
  return (
    <>
      {sumByCurrency(amounts).map(({ minor, currency }) => {
        const held = available.find((balance) => balance.currency === currency)?.minor ?? 0n;
        const short = held < minor;
        return (
          <span key={currency} className={short ? "block text-problem" : "block"}>
            {formatMoney({ minor: held, currency })} available
            {short
              ? `: ${formatMoney({ minor: minor - held, currency })} short, top it up first`
              : ""}
          </span>
        );
      })}
    </>
  );
}

/** Not knowing the balance is no reason not to show the page. */
async function askStripe(): Promise<readonly Money[] | undefined> {
  try {
    return await deps().transfers.fetchAvailableBalance();
  } catch {
    return undefined;
  }
}
