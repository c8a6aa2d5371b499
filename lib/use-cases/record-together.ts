import { setImmediate as nextTick } from "node:timers/promises";
import { type Database, STEADY_CONNECTIONS_MAX } from "@/db/client";
import type { EventReport } from "@/lib/domain/event";
import { type EventResult, type RecordingDeps, recordEvents } from "./record-events";

type Reports = readonly Omit<EventReport, "source">[];

type Caller = {
  readonly deps: RecordingDeps;
  readonly reports: Reports;
  readonly answer: (results: readonly EventResult[]) => void;
  readonly fail: (error: unknown) => void;
};

type Queue = { readonly source: string; readonly callers: Caller[]; running: number };

/** A call with more events than this is a batch of its own. */
const SMALL_MAX = 50;
const BATCH_MAX = 500;
/** So many callers in waiting are worth another statement beside the one under way. */
const CROWD = 16;

/**
 * Records like `recordEvents`, in one statement with whatever else waits for the same source.
 *
 * Nobody waits for company: a call that finds the way free goes alone. Calls that come while
 * others are being written share the next statement, so that many callers with an event each cost
 * about what one with a batch does. Each hears of its own events only, and when a shared batch
 * fails, which leaves nothing behind, each is recorded by itself: no caller suffers for another.
 */
export function recordTogether(
  deps: RecordingDeps,
  source: string,
  reports: Reports,
): Promise<readonly EventResult[]> {
  if (reports.length > SMALL_MAX) return recordEvents(deps, source, reports);
  const queue = queueOf(deps.db, source);
  return new Promise((answer, fail) => {
    queue.callers.push({ deps, reports, answer, fail });
    const isCrowded = queue.callers.length >= CROWD && queue.running < STEADY_CONNECTIONS_MAX;
    if (queue.running === 0 || isCrowded) void workOff(queue);
  });
}

const queues = new WeakMap<Database["sql"], Map<string, Queue>>();

function queueOf({ sql }: Pick<Database, "sql">, source: string): Queue {
  const bySource = queues.get(sql) ?? new Map<string, Queue>();
  queues.set(sql, bySource);
  const queue = bySource.get(source) ?? { source, callers: [], running: 0 };
  bySource.set(source, queue);
  return queue;
}

async function workOff(queue: Queue): Promise<void> {
  queue.running += 1;
  for (let callers = takeBatch(queue); callers.length > 0; callers = takeBatch(queue)) {
    await recordBatch(queue.source, callers);
    // Whoever was just answered and has more to say comes along.
    await nextTick();
  }
  queue.running -= 1;
}

/** As many callers as fit, at least one. */
function takeBatch({ callers }: Queue): readonly Caller[] {
  let events = 0;
  const end = callers.findIndex(({ reports }, at) => {
    events += reports.length;
    return at > 0 && events > BATCH_MAX;
  });
  return callers.splice(0, end === -1 ? callers.length : end);
}

async function recordBatch(source: string, callers: readonly Caller[]): Promise<void> {
  const [first, ...others] = callers;
  if (!first) return;
  try {
    const { db } = first.deps;
    const results = await recordEvents(
      { ...first.deps, db: { ...db, sql: db.steadySql } },
      source,
      callers.flatMap(({ reports }) => reports),
    );
    let at = 0;
    for (const { reports, answer } of callers) {
      answer(results.slice(at, at + reports.length));
      at += reports.length;
    }
  } catch (error) {
    if (others.length === 0) return first.fail(error);
    await Promise.all(callers.map((caller) => recordBatch(source, [caller])));
  }
}
