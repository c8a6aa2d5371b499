import type { Command } from "commander";
import { findHoldPage, type ListedHold } from "@/db/queries/holds";
import type { DeveloperId } from "@/lib/domain/ids";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { placeHold } from "@/lib/use-cases/place-hold";
import { actingAdmin, actingOperator } from "../acting-admin";
import { noteOf } from "../note";
import { LISTED_MAX, type OutputOptions, print, printList } from "../output";
import { withDatabase } from "../world";
import { developerArgument } from "./id-arguments";

type Options = OutputOptions & { readonly as?: string };
type HoldOptions = Options & { readonly reason: string };

/** Into the group `developer`. */
export function addHolds(group: Command): void {
  group
    .command("hold")
    .description("Stop a developer's payouts. Earnings go on counting.")
    .argument("<id>", "the developer's id", developerArgument)
    .requiredOption("--reason <text>", "why, for the next person who looks")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((developerId: DeveloperId, options: HoldOptions) => hold(developerId, options));
  group
    .command("unhold")
    .description("Let a developer's payouts go on. The next run pays what has added up.")
    .argument("<id>", "the developer's id", developerArgument)
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((developerId: DeveloperId, options: Options) => unhold(developerId, options));
  group
    .command("holds")
    .description("Who is on hold, why, by whom and since when.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => list(options));
}

async function hold(developerId: DeveloperId, options: HoldOptions): Promise<void> {
  const reason = noteOf("--reason", options.reason);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const placed = await placeHold(deps, admin, { developerId, reason });
    if (!placed.ok) {
      if (placed.problem.kind === "unknown_developer") {
        throw new Error(`There is no developer ${developerId}`);
      }
      const asked = { developerId, state: "live", limit: 1 } as const;
      const [live] = await findHoldPage(deps.db, admin, asked);
      const known = live ? ` (${live.reason}), by ${decision(live)}` : "";
      throw new Error(`${developerId} is on hold already${known}. Nothing was changed`);
    }
    print(options, { developerId, reason, ...placed.value }, [
      `Payouts of ${developerId} are on hold. Earnings go on counting.`,
    ]);
  });
}

async function unhold(developerId: DeveloperId, options: Options): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const lifted = await liftHold(deps, admin, developerId);
    if (!lifted.ok) {
      throw new Error(`${developerId} is not on hold: \`remit developer holds\` lists who is`);
    }
    print(options, { developerId, ...lifted.value }, [
      `The hold of ${developerId} is lifted. The next run pays what has added up.`,
      `Its reason was: ${lifted.value.reason}`,
    ]);
  });
}

async function list(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const holds = await findHoldPage(db, admin, { state: "live", limit: LISTED_MAX + 1 });
    printList(options, holds, { name: "holds", lineOf: holdLine, none: "Nobody is on hold." });
  });
}

function holdLine(live: ListedHold): string {
  return `${live.developerId}  ${live.reason}  put on hold by ${decision(live)}`;
}

function decision({ placedBy, placedAt }: ListedHold): string {
  return `${placedBy} at ${placedAt.toISOString()}`;
}
