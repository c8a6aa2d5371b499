import type { DeveloperId } from "@/lib/domain/ids";

declare const verified: unique symbol;

/** Who asks. Only guards mint actors, so that work without a guard does not compile. */
type Verified<Role extends string> = {
  readonly role: Role;
  /** How the audit log names them: `user:<email>`, `operator:<email>`, `api-key:<prefix>`. */
  readonly name: string;
  readonly [verified]: true;
};

/** A finance admin, on a page (`user:`) or on the command line (`operator:`). */
export type AdminActor = Verified<"admin">;

/** A person acting for one developer. Their `developerId` is the scope of everything they read. */
export type DeveloperActor = Verified<"developer"> & {
  readonly developerId: DeveloperId;
  readonly memberRole: "owner" | "member";
};

export const API_SCOPES = ["events:write", "catalog:write", "earnings:read"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A marketplace's backend, holding an API key with the scope that the guard asked for. */
export type ApiActor = Verified<"api"> & {
  /** The namespace of its external ids. */
  readonly source: string;
};

/** For guards alone: `lib/auth/guards`, the API's key check and the operator's command line. */
export function mintAdmin(name: string): AdminActor {
  return { role: "admin", name } as AdminActor;
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
