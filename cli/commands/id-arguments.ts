import {
  type DeveloperId,
  type PayoutId,
  type PluginId,
  parseDeveloperId,
  parsePayoutId,
  parsePluginId,
  parseRunId,
  type RunId,
} from "@/lib/domain/ids";

/** Ids as operators type them, as an argument or after an option: read, or refused with a sentence. */
export function runArgument(text: string): RunId {
  const parsed = parseRunId(text);
  if (!parsed.ok) throw new Error(`${text} is not a run's id: it looks like a UUID`);
  return parsed.value;
}

export function payoutArgument(text: string): PayoutId {
  const parsed = parsePayoutId(text);
  if (!parsed.ok) throw new Error(`${text} is not a payout's id: it looks like a UUID`);
  return parsed.value;
}

export function developerArgument(text: string): DeveloperId {
  const parsed = parseDeveloperId(text);
  if (!parsed.ok) throw new Error(`${text} is not a developer's id`);
  return parsed.value;
}

export function pluginArgument(text: string): PluginId {
  const parsed = parsePluginId(text);
  if (!parsed.ok) throw new Error(`${text} is not a plugin's id`);
  return parsed.value;
}
