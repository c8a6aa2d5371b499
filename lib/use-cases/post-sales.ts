import type { PostingFacts } from "@/db/queries/posting-facts";
import { type EventReport, postSale } from "@/lib/domain/event";
import type { DeveloperId } from "@/lib/domain/ids";
import { authorsAt } from "@/lib/domain/parts";
import type { AccountingZone } from "@/lib/domain/period";
import { fail, type Result } from "@/lib/domain/result";
import { shareAt } from "@/lib/domain/terms";
import type { EventRefusal } from "./reject-event";
import type { Decision, ReportedEvent } from "./write-decisions";

/** Decides on events that stand alone: whose they are, at which rate, in whose parts, in which month. */
export function decideSales(
  reported: readonly ReportedEvent[],
  facts: PostingFacts,
  zone: AccountingZone,
): readonly Decision[] {
  const calendar = { zone, closedThrough: facts.closedThrough };
  const { terms } = facts;
  return reported.map((item) => {
    const owner = ownerOf(item.report, facts);
    if (!owner.ok) return { reported: item, posted: owner };
    const { pluginId, occurredAt: at } = item.report;
    const developerId = owner.value;
    const candidates = [
      ...(terms.plugin.get(pluginId) ?? []),
      ...(terms.developer.get(developerId) ?? []),
      ...terms.marketplace,
    ];
    const share = shareAt(candidates, { pluginId, developerId, at });
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
