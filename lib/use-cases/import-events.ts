import { addMissingPlugins } from "@/db/writes/save-catalog";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import type { ParsedReport } from "./parse-report";
import { type RecordingDeps, recordEvents } from "./record-events";
import type { EventProblem } from "./reject-event";

/** One line of a file, as far as reading it came. */
export type ImportLine = { readonly line: number } & (
  | { readonly kind: "report"; readonly report: ParsedReport; readonly plugin?: ImportedPlugin }
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "rejected"; readonly problem: EventProblem }
);

/** What the file knows of the plugin, for a catalogue that lacks it. */
export type ImportedPlugin = { readonly developerId: DeveloperId; readonly name?: string };

export type ImportOptions = {
  readonly source: string;
  /** Adds developers and plugins that the catalogue lacks. */
  readonly createsMissing: boolean;
  readonly onProgress?: (summary: ImportSummary) => void;
};

export type ImportProblem = { readonly line: number } & EventProblem;

export type ImportSummary = {
  readonly recorded: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly created: { readonly developers: number; readonly plugins: number };
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly skippedByReason: Readonly<Record<string, number>>;
  /** The first ones only: a file may be wrong in every line. */
  readonly problems: readonly ImportProblem[];
  readonly skips: readonly { readonly line: number; readonly reason: string }[];
};

type Reported = Extract<ImportLine, { kind: "report" }>;

const BATCH_SIZE = 1_000;
const LISTED_MAX = 20;

/**
 * Records a file of events batch by batch, while the next lines are being read.
 *
 * It keeps no mark of how far it came: what is recorded already answers as a duplicate, so a broken
 * import is simply run again.
 */
export async function importEvents(
  deps: RecordingDeps,
  lines: AsyncIterable<ImportLine>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const tally = newTally();
  const known = new Set<PluginId>();
  let batch: Reported[] = [];
  let sending: Promise<void> = Promise.resolve();
  const send = async (reported: readonly Reported[]) => {
    if (options.createsMissing) await createMissing(deps, reported, known, tally);
    const reports = reported.map(({ report }) => report);
    const results = await recordEvents(deps, options.source, reports, {
      allowsUnlinkedRefunds: true,
    });
    for (const [at, result] of results.entries()) {
      const line = reported[at]?.line ?? 0;
      if (result.status === "rejected") reject(tally, line, result.problem);
      else tally[result.status] += 1;
    }
    options.onProgress?.(tally);
  };
  for await (const line of lines) {
    if (line.kind === "rejected") reject(tally, line.line, line.problem);
    else if (line.kind === "skipped") skip(tally, line.line, line.reason);
    else batch.push(line);
    if (batch.length < BATCH_SIZE) continue;
    // One batch is on its way while the next is read: a refund never overtakes its sale.
    await sending;
    sending = send(batch);
    sending.catch(() => undefined);
    batch = [];
  }
  await sending;
  if (batch.length > 0) await send(batch);
  return tally;
}

async function createMissing(
  deps: RecordingDeps,
  reported: readonly Reported[],
  known: Set<PluginId>,
  tally: Tally,
): Promise<void> {
  const missing = new Map<PluginId, { id: PluginId; name: string; developerId: DeveloperId }>();
  for (const { report, plugin } of reported) {
    const id = report.pluginId;
    if (!plugin || known.has(id) || missing.has(id)) continue;
    missing.set(id, { id, name: plugin.name ?? id, developerId: plugin.developerId });
  }
  if (missing.size === 0) return;
  const added = await addMissingPlugins(deps.db, [...missing.values()], deps.now());
  tally.created.developers += added.developers;
  tally.created.plugins += added.plugins;
  for (const id of missing.keys()) known.add(id);
}

function newTally() {
  return {
    recorded: 0,
    duplicate: 0,
    rejected: 0,
    skipped: 0,
    created: { developers: 0, plugins: 0 },
    rejectedByCode: {} as Record<string, number>,
    skippedByReason: {} as Record<string, number>,
    problems: [] as ImportProblem[],
    skips: [] as { line: number; reason: string }[],
  };
}

type Tally = ReturnType<typeof newTally>;

function reject(tally: Tally, line: number, problem: EventProblem): void {
  tally.rejected += 1;
  tally.rejectedByCode[problem.code] = (tally.rejectedByCode[problem.code] ?? 0) + 1;
  if (tally.problems.length < LISTED_MAX) tally.problems.push({ line, ...problem });
}

function skip(tally: Tally, line: number, reason: string): void {
  tally.skipped += 1;
  tally.skippedByReason[reason] = (tally.skippedByReason[reason] ?? 0) + 1;
  if (tally.skips.length < LISTED_MAX) tally.skips.push({ line, reason });
}
