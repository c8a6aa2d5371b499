import { Argument, type Command } from "commander";
import type { DeveloperId } from "@/lib/domain/ids";
import { PAYOUT_SCHEDULES, type PayoutSchedule } from "@/lib/domain/schedule";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { developerArgument } from "./id-arguments";

type Options = OutputOptions & { readonly as?: string };

/** Into the group `developer`. */
export function addSchedule(group: Command): void {
  group
    .command("schedule")
    .description("Pay a developer's sales with the month's run, or each by itself at once.")
    .argument("<id>", "the developer's id", developerArgument)
    .addArgument(new Argument("<schedule>", "when").choices(PAYOUT_SCHEDULES))
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((developer: DeveloperId, schedule: PayoutSchedule, options: Options) =>
      change(developer, schedule, options),
    );
}

async function change(
  developer: DeveloperId,
  schedule: PayoutSchedule,
  options: Options,
): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const set = await setSchedule(deps, admin, { developerId: developer, schedule });
    if (!set.ok) throw new Error(`There is no developer ${developer}`);
    const when = schedule === "instant" ? "each by itself at once" : "with the month's run";
    const since = set.value.isChanged ? "are paid" : "were paid already";
    print(options, { developer, schedule, ...set.value }, [
      `Sales of ${developer} ${since} ${when}${set.value.isChanged ? ", from the next one on" : ""}.`,
    ]);
  });
}
