import type { DeveloperId } from "@/lib/domain/ids";

declare const verified: unique symbol;

/** Who asks. Only guards mint actors, so that work without a guard does not compile. */
type Verified<Role extends string> = {
  readonly role: Role;
  /**
   * How the audit log names them: `user:<email>`, `operator:<email>`, `api-key:<prefix>`, or, of an
   * admin's key, `key:<email> <prefix> <the key's name>`.
   */
  readonly name: string;
  readonly [verified]: true;
};

/** A finance admin: on a page (`user:`), on the command line (`operator:`), through a key (`key:`). */
export type AdminActor = Verified<"admin">;

/** A person acting for one developer. Their `developerId` is the scope of everything they read. */
export type DeveloperActor = Verified<"developer"> & {
  readonly developerId: DeveloperId;
  readonly memberRole: "owner" | "member";
};

/** What the marketplace's backend does. A key with these alone acts for nobody but itself. */
export const MARKETPLACE_SCOPES = ["events:write", "catalog:write", "earnings:read"] as const;
export type MarketplaceScope = (typeof MARKETPLACE_SCOPES)[number];

/** What an admin does. A key with one of these acts as the admin who made it. */
export const ADMIN_SCOPES = [
  "finance:read",
  "adjustments:write",
  "holds:write",
  "periods:close",
  "runs:prepare",
  "runs:approve",
  "reversals:write",
  "settings:write",
] as const;
export type AdminScope = (typeof ADMIN_SCOPES)[number];

export const API_SCOPES = [...MARKETPLACE_SCOPES, ...ADMIN_SCOPES] as const;
export type ApiScope = MarketplaceScope | AdminScope;

export function isAdminScope(scope: ApiScope): scope is AdminScope {
  return ADMIN_SCOPES.some((known) => known === scope);
}

/** A marketplace's backend, holding an API key with the scope that the guard asked for. */
export type ApiActor = Verified<"api"> & {
  /** The namespace of its external ids. */
  readonly source: string;
};

/** For guards alone: `lib/auth/guards`, the API's key check and the operator's command line. */
export function mintAdmin(name: string): AdminActor {
  return { role: "admin", name } as AdminActor;
}

/** For the API's key check alone: the admin who made a key, acting through it. */
export function mintAdminKey(
  email: string,
  key: { readonly prefix: string; readonly name: string },
): AdminActor {
  return mintAdmin(`key:${email} ${key.prefix} ${key.name}`);
}

/** Whoever switched the schedule on let it act; it approves no more than one person may. */
export function mintSchedule(): AdminActor {
  return mintAdmin("schedule");
}

export function mintDeveloper(
  name: string,
  developerId: DeveloperId,
  memberRole: "owner" | "member",
): DeveloperActor {
  return { role: "developer", name, developerId, memberRole } as DeveloperActor;
}

export function mintApi(name: string, source: string): ApiActor {
  return { role: "api", name, source } as ApiActor;
}
