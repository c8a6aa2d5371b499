import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SET = path.join(ROOT, "bench/data/online-retail-2010-12_2011-05.csv.gz");
const EXPECTED = path.join(ROOT, "bench/data/online-retail-2010-12_2011-05.expected.json");
const TIMEOUT_MS = 400_000;

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "remit-import-"));
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

function start(...args: string[]) {
  // Node itself, with tsx inside: killing a wrapper would leave the importer alive.
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(ROOT, "cli/remit.ts"), "import", ...args, "--json"],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: db.url, NODE_ENV: "test" } },
  );
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const done = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, output, errors }));
  });
  return { child, done };
}

async function run(...args: string[]) {
  const { code, output, errors } = await start(...args).done;
  return { code, errors, summary: output === "" ? undefined : JSON.parse(output) };
}

async function importCsv(lines: readonly string[], ...args: string[]) {
  const file = path.join(folder, "events.csv");
  await writeFile(file, lines.join("\n"));
  return run(file, ...args);
}

async function countEvents(): Promise<number> {
  const [row] =
    await db.sql`select count(*)::int as count from events where source = 'online-retail'`;
  return row?.count;
}

describe("remit import", () => {
  it("takes no file that is not UTF-8: two ids must not become the same one", async () => {
    const file = path.join(folder, "latin-1.csv");
    const line = (id: string) => `${id},install,p-latin,100,eur,2026-03-01T10:00:00Z,`;
    const head = "externalId,kind,pluginId,amount,currency,occurredAt,correctsId";
    await writeFile(file, [head, line("é1"), line("è1")].join("\n"), "latin1");
    const { code, errors } = await run(file);
    expect(code).toBe(1);
    expect(errors).toContain("The file is not UTF-8: save it as UTF-8, and import it again");
  });

  it(
    "reproduces the published figures to the penny, also when it was killed half way",
    async () => {
      const args = [SET, "--map", "online-retail", "--create"];
      const first = start(...args);
      while ((await countEvents()) < 20_000) await db.sql`select pg_sleep(0.05)`;
      first.child.kill("SIGKILL");
      await first.done;

      const { totals, by_developer_and_period: months } = JSON.parse(
        await readFile(EXPECTED, "utf8"),
      );
      const second = await run(...args);
      const { recorded, duplicate, rejected, skipped } = second.summary;
      expect({ rejected, skipped }).toEqual({ rejected: 0, skipped: totals.skipped });
      expect(recorded + duplicate).toBe(totals.events);
      expect(duplicate).toBeGreaterThanOrEqual(20_000);

      const found = await db.sql`
        select developer_id as developer, to_char(day, 'YYYY-MM') as period,
          sum(installs)::int as installs, sum(free_installs)::int as free_installs,
          sum(refunds)::int as refunds, sum(amount)::int as gross_minor,
          sum(developer_share)::int as developer_minor, sum(platform_share)::int as platform_minor
        from balances where currency = 'gbp' group by 1, 2 order by 1, 2`;
      expect([...found]).toEqual(months);
      const [sums] = await db.sql`
        select count(*)::int as events, sum(amount)::int as gross_minor,
          sum(developer_share)::int as developer_minor, sum(platform_share)::int as platform_minor
        from events where source = 'online-retail'`;
      expect(totals).toMatchObject(sums ?? {});

      const third = await run(...args);
      expect(third.summary).toMatchObject({ recorded: 0, duplicate: totals.events, rejected: 0 });
    },
    TIMEOUT_MS,
  );

  const HEADER = "externalId,kind,pluginId,amount,currency,occurredAt,developerId,correctsId";
  const line = (id: string, rest = "install,atlas,999,eur,2026-03-01T10:00:00Z,ada,") =>
    `${id},${rest}`;

  it("names the lines that it could not record, and why, and records the others", async () => {
    const answer = await importCsv(
      [
        HEADER,
        line("a"),
        line("b", "install,atlas,9.99,eur,2026-03-01T10:00:00Z,ada,"),
        line("c", "install,atlas,1e3,eur,2026-03-01T10:00:00Z,ada,"),
        line("d", "refund,atlas,-99,eur,2026-03-02T10:00:00Z,ada,a"),
        line("e", "install,atlas,5,eur,2026-02-30T10:00:00Z,ada,"),
        "too,few,cells",
        line("a", "install,atlas,1,eur,2026-03-01T10:00:00Z,ada,"),
        '"quoted, with ""quotes""",install,atlas,5,EUR,2026-03-01T10:00:00Z,ada,',
      ],
      "--create",
    );
    expect(answer.code).toBe(1);
    expect(answer.summary).toMatchObject({ recorded: 3, rejected: 5, skipped: 0 });
    expect(
      answer.summary.problems.map((problem: { line: number; code: string }) => [
        problem.line,
        problem.code,
      ]),
    ).toEqual([
      [3, "bad_amount"],
      [4, "bad_amount"],
      [6, "bad_date"],
      [7, "bad_event"],
      [8, "conflict"],
    ]);
  });

  it("adds nothing to the catalogue unless it is told to", async () => {
    const answer = await importCsv([
      HEADER,
      line("n", "install,new,5,eur,2026-03-01T10:00:00Z,eve,"),
    ]);
    expect(answer.summary).toMatchObject({ recorded: 0, rejectedByCode: { unknown_plugin: 1 } });
    const [row] = await db.sql`select id from developers where id = 'eve'`;
    expect(row).toBeUndefined();
  });

  it.each([
    [["externalId,kind"], "The header lacks pluginId, amount, currency, occurredAt"],
    [[""], "The file is empty"],
    [[`${HEADER},colour`], "unknown columns: colour"],
    [[HEADER, 'a"b,install'], "Invalid Opening Quote"],
  ])("stops with one clear line at the file %j", async (lines, message) => {
    const answer = await importCsv(lines);
    expect(answer.code).toBe(1);
    expect(answer.errors.trim().split("\n")).toHaveLength(1);
    expect(answer.errors).toContain(message);
  });
});
