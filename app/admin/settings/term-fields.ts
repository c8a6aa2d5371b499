import { z } from "zod";
import { parseDay } from "@/lib/domain/day-start";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { parsePercent, percentInFull } from "@/lib/domain/percent";
import { fail, ok } from "@/lib/domain/result";
import { basisPoints } from "@/lib/domain/share";
import { parsed } from "@/lib/forms/parsed";

const day = parsed((text) => {
  const value = parseDay(text);
  return value ? ok(value) : fail(undefined);
}, "Enter a date that exists.");

const subject = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("marketplace") }),
  z.object({
    scope: z.literal("developer"),
    developerId: parsed(parseDeveloperId, "Choose a developer."),
  }),
  z.object({ scope: z.literal("plugin"), pluginId: parsed(parsePluginId, "Choose a plugin.") }),
]);

const share = parsed(parsePercent, "Enter a percentage from 0 to 100 with at most two decimals.");

/** A rate as it is typed, and as the address of its preview says it. */
export const termFields = z
  .intersection(subject, z.object({ share, day }))
  .transform(({ share, day, ...input }) => ({
    scope: scopeOf(input),
    share: basisPoints(share),
    day,
  }));

export type TermInput = z.output<typeof termFields>;

function scopeOf(input: z.output<typeof subject>) {
  if (input.scope === "developer") {
    return { kind: input.scope, developerId: input.developerId } as const;
  }
  if (input.scope === "plugin") return { kind: input.scope, pluginId: input.pluginId } as const;
  return { kind: input.scope } as const;
}

/** The fields again, for the preview's address and for the form that confirms it. */
export function writeTermFields({
  scope,
  share,
  day,
}: TermInput): Readonly<Record<string, string>> {
  return {
    scope: scope.kind,
    ...(scope.kind === "developer" ? { developerId: scope.developerId } : {}),
    ...(scope.kind === "plugin" ? { pluginId: scope.pluginId } : {}),
    share: percentInFull(share),
    day,
  };
}
