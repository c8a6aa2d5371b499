import type { Command } from "commander";
import {
  ADMIN_SCOPES,
  API_SCOPES,
  type ApiScope,
  isAdminScope,
  MARKETPLACE_SCOPES,
} from "@/lib/auth/actor";
import { personOf } from "@/lib/domain/person";
import { keyDangerWords } from "@/lib/domain/words/key-words";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { revokeApiKey } from "@/lib/use-cases/revoke-api-key";
import { actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type CreateOptions = OutputOptions & {
  readonly scopes: readonly ApiScope[];
  readonly source: string;
  readonly as?: string;
};

const SCOPES_HELP = `comma-separated, of ${MARKETPLACE_SCOPES.join(", ")}; or, of a key that acts as the admin named by --as: ${ADMIN_SCOPES.join(", ")}`;

export function addApiKey(program: Command): void {
  const group = program.command("api-key").description("Create and revoke API keys.");
  group
    .command("create")
    .argument("<name>", "what the key is for")
    .description("Create a key. It is printed once and kept only as a hash.")
    .requiredOption("--scopes <scopes>", SCOPES_HELP, parseScopes)
    .option("--source <name>", "the namespace of the external ids it reports", "api")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((name: string, options: CreateOptions) => create(name, options));
  group
    .command("revoke")
    .argument("<id>", "the key's id or prefix")
    .description("Revoke a key at once.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((id: string, options: OutputOptions & { readonly as?: string }) => revoke(id, options));
}

async function create(name: string, options: CreateOptions): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingOperator(deps, options.as);
    const { scopes, source } = options;
    const created = await createApiKey(deps, admin, { name, scopes, source });
    if (!created.ok) throw new Error(created.problem.message);
    const { key, id, prefix } = created.value;
    const actsFor = scopes.some(isAdminScope) ? personOf(admin.name) : undefined;
    print(options, { id, prefix, name, scopes, source, actsFor: actsFor ?? null, key }, [
      `Key ${id} (${name}) may ${scopes.join(", ")}. It is shown only now:`,
      key,
      ...(actsFor === undefined ? [] : [keyDangerWords(actsFor)]),
    ]);
  });
}

async function revoke(id: string, options: OutputOptions & { readonly as?: string }) {
  await withDatabase(async (deps) => {
    const admin = await actingOperator(deps, options.as);
    const revoked = await revokeApiKey(deps, admin, id);
    if (!revoked.ok) throw new Error(`There is no live API key ${id}`);
    print(options, revoked.value, [`Key ${revoked.value.id} (${revoked.value.name}) is revoked.`]);
  });
}

function parseScopes(text: string): readonly ApiScope[] {
  const names = text.split(",").map((name) => name.trim());
  const scopes = API_SCOPES.filter((scope) => names.includes(scope));
  const unknown = names.filter((name) => !API_SCOPES.some((scope) => scope === name));
  if (unknown.length > 0) {
    throw new Error(`--scopes: unknown ${unknown.join(", ")}; known are ${API_SCOPES.join(", ")}`);
  }
  return scopes;
}
