import type { PostingFacts } from "@/db/queries/posting-facts";
import { type EventReport, postSale } from "@/lib/domain/event";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import { authorsAt } from "@/lib/domain/parts";
import type { AccountingZone } from "@/lib/domain/period";
import { fail, type Result } from "@/lib/domain/result";
import { type RevenueTerm, shareAt } from "@/lib/domain/terms";
import type { EventRefusal } from "./reject-event";
import type { Decision, ReportedEvent } from "./write-decisions";

/** Decides on events that stand alone: whose they are, at which rate, in whose parts, in which month. */
export function decideSales(
  reported: readonly ReportedEvent[],
  facts: PostingFacts,
  zone: AccountingZone,
): readonly Decision[] {
  const calendar = { zone, closedThrough: facts.closedThrough };
  const termsOf = termsByParty(facts.terms);
  return reported.map((item) => {
    const owner = ownerOf(item.report, facts);
    if (!owner.ok) return { reported: item, posted: owner };
    const { pluginId, occurredAt: at } = item.report;
    const developerId = owner.value;
    const share = shareAt(termsOf(pluginId, developerId), { pluginId, developerId, at });
    const authors = authorsAt(facts.shares.get(pluginId) ?? [], developerId, at);
    const owned = { developerId, share, authors };
    return { reported: item, posted: postSale(item.report, owned, calendar) };
  });
}

function ownerOf(
  { pluginId, occurredAt }: EventReport,
  { owners }: PostingFacts,
): Result<DeveloperId, EventRefusal> {
  const known = owners.get(pluginId);
  if (!known) return fail({ kind: "unknown_plugin", pluginId });
  const owner = known.find(({ effectiveFrom }) => effectiveFrom <= occurredAt);
  if (!owner) return fail({ kind: "plugin_not_owned", pluginId, occurredAt });
  return { ok: true, value: owner.developerId };
}

/** Keeps a marketplace with a thousand special terms from reading all of them for each event. */
function termsByParty(terms: readonly RevenueTerm[]) {
  const byPlugin = Map.groupBy(terms, ({ scope }) =>
    scope.kind === "plugin" ? scope.pluginId : undefined,
  );
  const byDeveloper = Map.groupBy(terms, ({ scope }) =>
    scope.kind === "developer" ? scope.developerId : undefined,
  );
  const general = terms.filter(({ scope }) => scope.kind === "marketplace");
  return (pluginId: PluginId, developerId: DeveloperId): readonly RevenueTerm[] => [
    ...(byPlugin.get(pluginId) ?? []),
    ...(byDeveloper.get(developerId) ?? []),
    ...general,
  ];
}
