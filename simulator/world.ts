import { Clock, type ClockSetting } from "./clock";
import type { Change, ChangeSink } from "./collection";
import { Contract } from "./contract/contract";
import { DataFile } from "./data-file";
import { DueTimes } from "./due-times";
import { Faults } from "./faults";
import { Ids } from "./ids";
import { Journal } from "./journal";
import { RequestLog } from "./request-log";
import { collectionsOf, createStore, type Store } from "./store";
import { type WebhookOptions, Webhooks } from "./webhooks";

export type WorldOptions = {
  readonly seed?: number;
  readonly dataDir?: string;
  readonly checkContract?: boolean;
  readonly webhooks?: WebhookOptions;
};

/** Everything one simulator consists of, apart from the sockets. */
export type World = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly journal: Journal;
  readonly contract: Contract;
  readonly faults: Faults;
  readonly requestLog: RequestLog;
  readonly webhooks: Webhooks;
  readonly due: DueTimes;
  /** Where people's browsers reach the hosted pages; known once the server listens. */
  origin: string;
  /** Resolves when what has changed so far would survive the end of the process. */
  readonly keep: () => Promise<void>;
  /** What is set up at the start, and again after a reset. */
  setUp: () => void;
};

export function createWorld(options: WorldOptions): World {
  const file = options.dataDir === undefined ? undefined : new DataFile(options.dataDir);
  const sink: ChangeSink = file;
  const store = createStore(sink);
  const clock = new Clock();
  const ids = new Ids(options.seed);
  const contract = new Contract(options.checkContract ?? true);
  if (file !== undefined) restore(file, store, clock, ids);
  const journal = new Journal(store, clock);
  journal.recompute();

  const keep = async () => {
    if (file === undefined) return;
    rememberClock(store, clock);
    // Reading changes nothing but the counter, and is not worth a write of its own.
    if (file.hasChanges) store.settings.put({ id: "ids", value: ids.position });
    await file.flush();
  };
  const webhooks = new Webhooks({ store, clock, ids, keep }, options.webhooks ?? {});
  clock.onMove(() => webhooks.wake());
  const requestLog = new RequestLog();
  return {
    ...{ clock, ids, store, journal, contract, webhooks, requestLog, keep },
    faults: new Faults(),
    due: new DueTimes(store),
    origin: "",
    setUp: () => undefined,
  };
}

function restore(file: DataFile, store: Store, clock: Clock, ids: Ids): void {
  const byName = new Map(collectionsOf(store).map((collection) => [collection.name, collection]));
  for (const [name, id, value] of file.read()) byName.get(name)?.restore(id, value);
  // A request that had not finished left no effect either: its key is free again.
  for (const record of [...store.idempotency.values()]) {
    if (record.outcome === undefined) store.idempotency.restore(record.id, null);
  }
  const clockSetting = store.settings.get("clock")?.value as ClockSetting | undefined;
  if (clockSetting !== undefined) clock.restore(clockSetting);
  const position = store.settings.get("ids")?.value;
  if (typeof position === "number") ids.resumeAt(position);
  const changes = collectionsOf(store).flatMap((collection) =>
    [...collection.values()].map((value): Change => [collection.name, value.id, value]),
  );
  file.replaceWith(changes);
}

function rememberClock(store: Store, clock: Clock): void {
  const { offsetMs, frozenAtMs } = clock.setting;
  const known = store.settings.get("clock")?.value as ClockSetting | undefined;
  if ((known?.offsetMs ?? 0) === offsetMs && known?.frozenAtMs === frozenAtMs) return;
  store.settings.put({ id: "clock", value: clock.setting });
}
