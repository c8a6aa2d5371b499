import type { Command } from "commander";
import { findDeveloperName } from "@/db/queries/admin-developers";
import { findNewestSaleSkips, type ListedSaleSkip } from "@/db/queries/sale-skips";
import type { DeveloperId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { periodName } from "@/lib/domain/words/period-words";
import { saleSkipAdminWords } from "@/lib/domain/words/sale-skip-admin-words";
import { claimWords } from "@/lib/domain/words/sale-skip-words";
import { actingOperator } from "../acting-admin";
import { LISTED_MAX, type OutputOptions, printList } from "../output";
import { withDatabase } from "../world";
import { developerArgument } from "./id-arguments";

type Options = OutputOptions & { readonly developer?: DeveloperId; readonly as?: string };

/** `remit run left`. */
export function addLeft(run: Command): void {
  run
    .command("left")
    .description(
      "Sales that were left for the month's run instead of paid at once, and why. Newest first.",
    )
    .option("--developer <id>", "only this developer's", developerArgument)
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => left(options));
}

async function left({ developer: developerId, ...options }: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    if (developerId !== undefined && !(await findDeveloperName(db, admin, developerId))) {
      throw new Error(`There is no developer ${developerId}`);
    }
    const skips = await findNewestSaleSkips(db, admin, { developerId, limit: LISTED_MAX + 1 });
    const none = "No sale was left for the month's run.";
    printList(options, skips, { name: "saleSkips", lineOf: skipLine, none });
  });
}

/** Why, as it was then, and what would change it or which payout has the sale since. */
function skipLine(skip: ListedSaleSkip): string {
  const { sale, developerId, amount, at, reason } = skip;
  const { sentence, remedy } = saleSkipAdminWords(skip);
  const since = skip.payout ? claimLine(skip.payout) : remedy;
  const what = `${sale.externalId}  ${sale.source}  ${developerId}  ${formatMoney(amount)}`;
  return `${what}  ${at.toISOString()}  ${reason}: ${sentence} ${since}`;
}

function claimLine({ id, period, state }: NonNullable<ListedSaleSkip["payout"]>): string {
  const { before, after } = claimWords(state);
  return `${before} the payout of ${periodName(period)} (${id})${after}`;
}
