import type { Command } from "commander";
import { findTerms } from "@/db/queries/settings";
import { EFFECT_SECONDS_MAX } from "@/db/queries/term-effect";
import { parseDay } from "@/lib/domain/day-start";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { parsePercent } from "@/lib/domain/percent";
import type { Day } from "@/lib/domain/period";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";
import { difference, type Effect } from "@/lib/domain/term-effect";
import type { RevenueTerm } from "@/lib/domain/terms";
import { addedTermWords } from "@/lib/domain/words/added-term-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { addTerm } from "@/lib/use-cases/add-term";
import {
  type PreviewTermProblem,
  previewTerm,
  type TermPreview,
} from "@/lib/use-cases/preview-term";
import { actingAdmin, actingOperator } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { developerArgument, pluginArgument } from "./id-arguments";

type Options = OutputOptions & { readonly as?: string };
type TermOptions = Options & {
  readonly from: Day;
  readonly developer?: DeveloperId;
  readonly plugin?: PluginId;
};

export function addTerms(program: Command): void {
  const group = program.command("terms").description("The developer's share of each sale.");
  group
    .command("list")
    .description("Every rate, newest first.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => list(options));
  const step = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .argument("<percent>", "the developer's share, such as 70 or 33.33", shareArgument)
      .requiredOption("--from <day>", "YYYY-MM-DD, the first day that it counts for", dayArgument)
      .option("--developer <id>", "only for this developer", developerArgument)
      .option("--plugin <id>", "only for this plugin", pluginArgument)
      .option("--as <email>", "the acting admin")
      .option("--json", "print the result as JSON");
  step("preview", "What developers would have got at a rate in the last twelve months.").action(
    (share: BasisPoints, options: TermOptions) => preview(share, options),
  );
  step(
    "add",
    "Add a rate, or correct one that has not begun. What was recorded never changes.",
  ).action((share: BasisPoints, options: TermOptions) => add(share, options));
}

async function list(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const terms = await findTerms(db, await actingOperator({ db }, options.as));
    const lines = terms.map(
      ({ scope, subject, share, effectiveFrom, by }) =>
        `${effectiveFrom.toISOString()}  ${rateWords(share)}  ${scope.kind}${subject ? ` ${subject}` : ""}  added by ${by}`,
    );
    print(options, { terms }, lines.length > 0 ? lines : ["No rates: every sale is split 70%."]);
  });
}

async function preview(share: BasisPoints, options: TermOptions): Promise<void> {
  const scope = scopeOf(options);
  await withDatabase(async (deps) => {
    const admin = await actingOperator(deps, options.as);
    const found = await previewTerm(deps, admin, { scope, share, day: options.from });
    if (!found.ok) throw new Error(problemWords(found.problem, options));
    print(options, found.value, previewLines(found.value));
  });
}

async function add(share: BasisPoints, options: TermOptions): Promise<void> {
  const scope = scopeOf(options);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const added = await addTerm(deps, admin, { scope, share, day: options.from });
    if (!added.ok) throw new Error(problemWords(added.problem, options));
    print(options, added.value, [addedTermWords(added.value, options.from)]);
  });
}

function previewLines(preview: TermPreview): readonly string[] {
  const { totals, since } = preview;
  if (totals.length === 0)
    return [`Nothing was sold since ${since} that it would have applied to.`];
  return [
    `Had it held since ${since}, developers would have got:`,
    ...totals.map((total) => `  ${effectWords(total)}, of ${count(total.sales, "sale")}`),
    ...affectedLines("developer", preview.developers, preview.developersTotal),
    ...affectedLines("plugin", preview.plugins, preview.pluginsTotal),
    "Nothing was saved.",
  ];
}

function affectedLines(noun: string, rows: TermPreview["developers"], total: number) {
  if (total === 0) return [];
  return [
    `Of ${count(total, noun)} the most changed for:`,
    ...rows.map((row) => `  ${row.id}  ${effectWords(row)}`),
  ];
}

/** `€80.00 instead of €70.00 (+€10.00)` */
function effectWords(effect: Effect): string {
  const { currency, before, after } = effect;
  const change = difference(effect);
  const sign = change > 0n ? "+" : "";
  return `${formatMoney({ minor: after, currency })} instead of ${formatMoney({ minor: before, currency })} (${sign}${formatMoney({ minor: change, currency })})`;
}

function problemWords({ kind }: PreviewTermProblem, { from }: TermOptions): string {
  switch (kind) {
    case "unknown_subject":
      return "There is no such developer or plugin";
    case "term_exists":
      return `From ${from} on there is this rate already, or one that has begun: choose another day`;
    case "reaches_back":
      return `Money since ${from} was already split: choose a day from tomorrow on`;
    case "takes_too_long":
      return `There are more sales than can be computed in ${EFFECT_SECONDS_MAX} seconds`;
  }
}

function scopeOf({ developer, plugin }: TermOptions): RevenueTerm["scope"] {
  if (developer !== undefined && plugin !== undefined) {
    throw new Error("Give --developer or --plugin, not both");
  }
  if (developer !== undefined) {
    return { kind: "developer", developerId: developer };
  }
  if (plugin !== undefined) {
    return { kind: "plugin", pluginId: plugin };
  }
  return { kind: "marketplace" };
}

function shareArgument(text: string): BasisPoints {
  const share = parsePercent(text);
  if (share.ok) return basisPoints(share.value);
  throw new Error(`${text} is not a percentage from 0 to 100 with at most two decimals`);
}

function dayArgument(text: string): Day {
  const day = parseDay(text);
  if (day) return day;
  throw new Error(`--from: ${text} is not a day: write YYYY-MM-DD`);
}
