import { type Command, Option } from "commander";
import { parseSource } from "@/lib/domain/source";
import { type ImportSummary, importEvents } from "@/lib/use-cases/import-events";
import { DEFAULT_FORMAT, MAPS } from "../import/formats";
import { createProgress } from "../import/progress";
import { readCsv } from "../import/read-csv";
import { readLines } from "../import/read-lines";
import { count, type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type ImportCommandOptions = OutputOptions & {
  readonly map?: string;
  readonly create?: boolean;
  readonly source?: string;
};

export function addImport(program: Command): void {
  program
    .command("import")
    .argument("<file>", "a CSV file, plain or .gz")
    .description(
      "Stream a file of events in. Repeating it is safe: what is recorded already is a duplicate.",
    )
    .addOption(new Option("--map <name>", "the file's format").choices(Object.keys(MAPS)))
    .option("--create", "add developers and plugins that the catalogue lacks")
    .option("--source <name>", "the namespace of the external ids (default: api, or the map's)")
    .option("--json", "print the result as JSON")
    .action((file: string, options: ImportCommandOptions) => runImport(file, options));
}

async function runImport(file: string, options: ImportCommandOptions): Promise<void> {
  const format = (options.map ? MAPS[options.map] : undefined) ?? DEFAULT_FORMAT;
  const namespace = parseSource(options.source ?? format.source);
  if (!namespace.ok) throw new Error(`--source: ${namespace.problem.message}`);
  const source = namespace.value;
  await withDatabase(async (deps) => {
    const progress = createProgress(process.stderr);
    const started = performance.now();
    try {
      const summary = await importEvents(deps, readLines(readCsv(file, progress.bytes), format), {
        source,
        createsMissing: options.create ?? false,
        onProgress: progress.summary,
      });
      const seconds = Math.round(performance.now() - started) / 1_000;
      progress.clear();
      print(options, { file, source, seconds, ...summary }, linesOf(summary, seconds));
      if (summary.rejected > 0) process.exitCode = 1;
    } finally {
      progress.clear();
    }
  });
}

function linesOf(summary: ImportSummary, seconds: number): readonly string[] {
  const { created, problems, skips } = summary;
  const figures = (["recorded", "duplicate", "rejected", "skipped"] as const).map(
    (name) => `${name.padEnd(10)} ${summary[name].toLocaleString("en").padStart(12)}`,
  );
  return [
    ...figures,
    ...(created.developers + created.plugins > 0
      ? [
          `created    ${count(created.developers, "developer")}, ${count(created.plugins, "plugin")}`,
        ]
      : []),
    ...reasons("Rejected", summary.rejectedByCode),
    ...problems.map(({ line, code, message }) => `  line ${line}: ${code}: ${message}`),
    ...more(problems.length, summary.rejected),
    ...reasons("Skipped", summary.skippedByReason),
    ...skips.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...more(skips.length, summary.skipped),
    `${seconds.toFixed(1)} s`,
  ];
}

function reasons(title: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const parts = Object.entries(counts).map(([reason, number]) => `${reason} ${number}`);
  return parts.length === 0 ? [] : [`${title}: ${parts.join(", ")}`];
}

function more(listed: number, total: number): readonly string[] {
  return total > listed ? [`  … and ${(total - listed).toLocaleString("en")} more`] : [];
}
