import type { Database } from "@/db/client";
import type { PluginId } from "@/lib/domain/ids";
import { findPostingFacts, type PostingFacts } from "./posting-facts";

/** About ten megabytes of owners and rates. A marketplace with more plugins starts over. */
const PLUGINS_MAX = 20_000;

const known = new WeakMap<Database["sql"], PostingFacts>();

/**
 * What posting rests on, from what this process read before when that says all of the plugins.
 *
 * It may be out of date. Whoever uses it has the writing statement compare its version with the
 * database's, and reads afresh (`readPostingFacts`) when that has another.
 */
export async function knownPostingFacts(
  db: Pick<Database, "sql">,
  pluginIds: readonly PluginId[],
): Promise<PostingFacts> {
  const facts = known.get(db.sql);
  // Unknown plugins are asked for each time: only what is there is remembered.
  if (facts && pluginIds.every((id) => facts.owners.has(id))) return facts;
  return readPostingFacts(db, pluginIds);
}

/** What posting rests on as it is now, remembered together with what has the same version. */
export async function readPostingFacts(
  db: Pick<Database, "sql">,
  pluginIds: readonly PluginId[],
): Promise<PostingFacts> {
  const read = await findPostingFacts(db, pluginIds);
  const before = known.get(db.sql);
  if (!before || before.version !== read.version || before.owners.size > PLUGINS_MAX) {
    known.set(db.sql, read);
    return read;
  }
  addAll(before.owners, read.owners);
  addAll(before.terms.plugin, read.terms.plugin);
  addAll(before.terms.developer, read.terms.developer);
  addAll(before.shares, read.shares);
  return before;
}

function addAll<Key, Value>(target: Map<Key, Value>, source: ReadonlyMap<Key, Value>): void {
  for (const [key, value] of source) target.set(key, value);
}
