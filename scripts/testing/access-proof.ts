import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { API_SCOPES, type ApiScope, isAdminScope, mintAdmin } from "@/lib/auth/actor";
import { revokeApiKey } from "@/lib/use-cases/revoke-api-key";
import type { AdminApiWorld, Call } from "./admin-api-world";
import type { Answer, Route } from "./api-world";

type Ask = <Params>(route: Route<Params>, call?: Omit<Call, "key">) => Promise<Answer>;

type Expected = readonly [status: number, code: string];

/** What an access test asks one operation, of its own objects or of ones that are not there. */
export type Asked<Ids> = {
  readonly ask: (ask: Ask, ids: Ids) => Promise<Answer>;
  /** What it answers about objects that do not exist; absent when it is about none. */
  readonly unknown?: Expected;
  /** What has to have happened before it can do anything. */
  readonly before?: (world: AdminApiWorld) => Promise<unknown>;
  /** What a later one needs of its answer. */
  readonly after?: (answer: Answer, ids: Ids) => void;
};

type Operation = {
  readonly id: string;
  readonly scope: ApiScope;
  readonly answers: readonly { readonly status: number; readonly schema?: z.ZodType }[];
};

export type AccessProof<Ids> = {
  readonly world: () => AdminApiWorld;
  readonly operations: readonly Operation[];
  /** By the operations' ids, in an order in which each can do its work. */
  readonly asked: Readonly<Record<string, Asked<Ids>>>;
  readonly ids: () => Ids;
  readonly unknownIds: Ids;
};

/** Proves of each operation whom it lets in, and that whom it does not changes nothing. */
export function proveAccess<Ids>(proof: AccessProof<Ids>): void {
  const { operations, asked } = proof;
  const named = Object.entries(asked).map(([id, way]) => {
    const operation = operations.find((known) => known.id === id);
    if (!operation) throw new Error(`There is no operation ${id}`);
    return [id, { operation, way }] as const;
  });

  it("is proven of every operation", () => {
    expect(Object.keys(asked).sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  describe.each(named)("%s", (_, { operation, way }) => {
    proveRefusals(proof, operation.scope, way);
    proveAnswer(proof, operation, way);
  });
}

function proveRefusals<Ids>(
  { world, ids, unknownIds }: AccessProof<Ids>,
  scope: ApiScope,
  { ask, unknown }: Asked<Ids>,
): void {
  const refused = async (key: string, expected: Expected, says = /./, asked = ids()) => {
    const untouched = await booksOf(world());
    const answer = await ask(askWith(world(), key), asked);
    expect([answer.status, answer.body.code]).toEqual(expected);
    expect(answer.body.detail).toMatch(says);
    expect(answer.type).toBe("application/problem+json");
    expect(await booksOf(world())).toEqual(untouched);
  };

  it("lets nobody in without a key, or with a revoked one", async () => {
    await refused("", [401, "missing_key"]);
    const key = await world().newKey([scope]);
    const ada = mintAdmin("user:ada@example.com");
    await revokeApiKey(world().deps, ada, key.split("_")[1] ?? "");
    await refused(key, [401, "bad_key"]);
  });

  it("lets no other scope in, all of them together neither, and says how a key gets it", async () => {
    const others = API_SCOPES.filter((other) => other !== scope);
    await refused(
      await world().newKey(others),
      [403, "missing_scope"],
      new RegExp(`--scopes ${scope}`),
    );
  });

  if (isAdminScope(scope)) {
    it("refuses the key of somebody who is no admin now, and says who may make another", async () => {
      const key = await world().newKey([scope]);
      await setRole(world(), "user");
      try {
        await refused(key, [403, "no_admin_any_more"], /Make a new key/);
      } finally {
        await setRole(world(), "admin");
      }
    });
  }

  if (unknown) {
    it("does nothing to what is not there", async () => {
      await refused(await world().newKey([scope]), unknown, /./, unknownIds);
    });
  }
}

function proveAnswer<Ids>(
  { world, ids }: AccessProof<Ids>,
  { scope, answers }: Operation,
  { ask, before, after }: Asked<Ids>,
): void {
  it("lets its own scope in, and answers as it is documented", async () => {
    await before?.(world());
    const answer = await ask(askWith(world(), await world().newKey([scope])), ids());
    const documented = answers.find(({ status }) => status === answer.status);
    expect(documented, JSON.stringify(answer.body)).toBeDefined();
    expect(documented?.schema?.parse(answer.body)).toEqual(answer.body);
    after?.(answer, ids());
  });
}

function askWith(world: AdminApiWorld, key: string): Ask {
  return (route, call = {}) => world.call(route, { key, ...call });
}

async function setRole({ db }: AdminApiWorld, role: "user" | "admin"): Promise<void> {
  await db.sql`
    update users set role = ${role}::text::user_role where email = 'ada@example.com'`;
}

/** What a refused request must leave as it was, but for the keys that the test itself makes. */
async function booksOf({ db }: AdminApiWorld): Promise<unknown> {
  const [row] = await db.sql`
    select (select count(*) from audit_log where action not like 'api_key.%') as acts,
      (select count(*) from events) as events, (select count(*) from runs) as runs,
      (select count(*) from holds) as holds, (select count(*) from payout_reversals) as reversals,
      (select string_agg(state::text, ' ' order by id) from payouts) as payouts,
      (select count(*) from periods where closed_at is not null) as closed`;
  return row;
}
