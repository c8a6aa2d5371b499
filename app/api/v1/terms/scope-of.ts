import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import type { RevenueTerm } from "@/lib/domain/terms";

/** What a rate is for, of which a request names at most one. */
export function scopeOf({
  developerId,
  pluginId,
}: {
  readonly developerId?: DeveloperId | undefined;
  readonly pluginId?: PluginId | undefined;
}): RevenueTerm["scope"] {
  if (developerId) return { kind: "developer", developerId };
  return pluginId ? { kind: "plugin", pluginId } : { kind: "marketplace" };
}
