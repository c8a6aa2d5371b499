import { fail, ok, type Result } from "./result";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The marketplace's own id of a developer. */
export type DeveloperId = Branded<"DeveloperId">;
/** The marketplace's own id of a plugin. */
export type PluginId = Branded<"PluginId">;
/** UUIDs minted by Remit. */
export type EventId = Branded<"EventId">;
export type PayoutId = Branded<"PayoutId">;
export type RunId = Branded<"RunId">;
export type UserId = Branded<"UserId">;

export type BadId = { readonly kind: "bad_id"; readonly text: string };

const MARKETPLACE_ID = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const MARKETPLACE_ID_RULE =
  "1 to 128 letters, digits, dots, dashes or underscores, starting with a letter or digit";

export function parseDeveloperId(text: string): Result<DeveloperId, BadId> {
  return MARKETPLACE_ID.test(text) ? ok(text as DeveloperId) : fail({ kind: "bad_id", text });
}

export function parsePluginId(text: string): Result<PluginId, BadId> {
  return MARKETPLACE_ID.test(text) ? ok(text as PluginId) : fail({ kind: "bad_id", text });
}

export function parsePayoutId(text: string): Result<PayoutId, BadId> {
  return UUID.test(text) ? ok(text as PayoutId) : fail({ kind: "bad_id", text });
}

export function parseRunId(text: string): Result<RunId, BadId> {
  return UUID.test(text) ? ok(text as RunId) : fail({ kind: "bad_id", text });
}

export function parseEventId(text: string): Result<EventId, BadId> {
  return UUID.test(text) ? ok(text as EventId) : fail({ kind: "bad_id", text });
}

/** For ids that come out of the database, where they were parsed on the way in. */
export const trusted = {
  developerId: (text: string) => text as DeveloperId,
  pluginId: (text: string) => text as PluginId,
  eventId: (text: string) => text as EventId,
  payoutId: (text: string) => text as PayoutId,
  runId: (text: string) => text as RunId,
  userId: (text: string) => text as UserId,
};
