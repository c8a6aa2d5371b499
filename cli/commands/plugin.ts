import type { Command } from "commander";
import { findPluginSharing, type PluginSharing } from "@/db/queries/plugin-shares";
import { parseDay } from "@/lib/domain/day-start";
import { type PluginId, parseDeveloperId } from "@/lib/domain/ids";
import { authorsAt, type WantedShares } from "@/lib/domain/parts";
import { parsePercent } from "@/lib/domain/percent";
import { sharesProblemWords } from "@/lib/domain/words/shares-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { type SharesWish, setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { pluginArgument } from "./id-arguments";

type Options = OutputOptions & { readonly from?: string; readonly as?: string };

export function addPlugin(program: Command): void {
  const group = program.command("plugin").description("Share a plugin among its developers.");
  group
    .command("shares")
    .argument("<plugin>", "the plugin's id", pluginArgument)
    .argument("[part...]", "everybody's part in percent, the owner's too: ada=70 bob=30")
    .description("Show who shares a plugin's revenue, or set it from a day on.")
    .option("--from <day>", "YYYY-MM-DD; without it, from now on")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((pluginId: PluginId, parts: readonly string[], options: Options) => {
      if (parts.length === 0) return show(pluginId, options);
      return set({ pluginId, shares: sharesOf(parts), ...dayOf(options) }, options);
    });
}

async function show(pluginId: PluginId, options: Options): Promise<void> {
  await withDatabase(async ({ db, now }) => {
    const sharing = await findPluginSharing(db, pluginId, now());
    if (!sharing) throw new Error(sharesProblemWords({ kind: "unknown_plugin" }));
    print(options, sharing, linesOf(sharing, now()));
  });
}

async function set(wish: SharesWish, options: Options): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const result = await setPluginShares(deps, admin, wish);
    if (!result.ok) throw new Error(sharesProblemWords(result.problem));
    const { isChanged, effectiveFrom } = result.value;
    const sharing = await findPluginSharing(deps.db, wish.pluginId, effectiveFrom);
    if (!sharing) throw new Error(`Plugin ${wish.pluginId} is gone`);
    const done = isChanged
      ? `Set from ${effectiveFrom.toISOString()} on. Sales before stay as they were split.`
      : "It was like this already.";
    print(options, { ...result.value, ...sharing }, [...linesOf(sharing, effectiveFrom), done]);
  });
}

function linesOf({ name, owner, shares }: PluginSharing, at: Date): readonly string[] {
  const authors = authorsAt(shares, owner, at);
  if (!authors) return [`${name} is ${owner}'s alone.`];
  return [
    `${name} is shared by ${authors.length} developers:`,
    ...authors.map(({ developerId, part }, place) => {
      const role = place === 0 ? " (owner)" : "";
      return `  ${developerId}  ${rateWords(part)}${role}`;
    }),
  ];
}

function sharesOf(parts: readonly string[]): WantedShares {
  return parts.map((text) => {
    const [id = "", percent = ""] = text.split("=");
    const developerId = parseDeveloperId(id);
    const part = parsePercent(percent);
    if (!developerId.ok || !part.ok) {
      throw new Error(`${text} is not a part: write the developer's id and percent, as ada=70`);
    }
    return { developerId: developerId.value, part: part.value };
  });
}

function dayOf({ from }: Options): Pick<SharesWish, "day"> {
  if (from === undefined) return {};
  const day = parseDay(from);
  if (!day) throw new Error(`--from: ${from} is not a day: write YYYY-MM-DD`);
  return { day };
}
