import { createHash } from "node:crypto";

export type Migration = { readonly name: string; readonly sql: string };

/**
 * One line per migration that is not as `sums` lists it. Somebody's books have run it, and what is
 * changed in it afterwards never reaches them.
 *
 * `sums` is what `sha256sum *.sql` prints: a line of hash, two spaces and name for each file.
 */
export function findChangedMigrations(
  migrations: readonly Migration[],
  sums: string,
): readonly string[] {
  const listed = readSums(sums);
  const missing = new Set(listed.keys());
  const changed = migrations.flatMap(({ name, sql }) => {
    missing.delete(name);
    const sum = sumOf(sql);
    if (!listed.has(name)) return [`${name} is not listed yet. Its line: ${sum}  ${name}`];
    if (listed.get(name) === sum) return [];
    return [
      `${name} is not what it was. If it is on main, undo that, and mend it in a new migration; if it is not, its line is: ${sum}  ${name}`,
    ];
  });
  return [...changed, ...[...missing].map((name) => `${name} is listed, but gone`)];
}

function readSums(sums: string): ReadonlyMap<string, string> {
  const lines = sums.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [sum = "", name = ""] = line.split("  ");
      return [name, sum];
    }),
  );
}

/** Line ends are those of the repository, whatever a checkout made of them. */
function sumOf(sql: string): string {
  return createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");
}
