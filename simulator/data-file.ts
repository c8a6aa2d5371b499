import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Change } from "./collection";

const FILE_NAME = "simulator.jsonl";

/**
 * Keeps the state on disk as lines of changes.
 *
 * All changes of one request are one line, so whatever kills the process, a request happened
 * whole or not at all: a torn last line is one that was never answered. At every start the lines
 * are folded into one snapshot, written beside the file and renamed over it.
 */
export class DataFile {
  readonly path: string;
  #pending: Change[] = [];
  #buffer = "";
  #writing: Promise<void> | undefined;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.path = join(directory, FILE_NAME);
  }

  read(): readonly Change[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, "utf8").split("\n");
    // What follows the last line break was cut off by the end of the process.
    lines.pop();
    return lines.filter((line) => line !== "").flatMap((line) => JSON.parse(line) as Change[]);
  }

  replaceWith(changes: readonly Change[]): void {
    const besides = `${this.path}.next`;
    const lines = changes.map((change) => `${JSON.stringify([change])}\n`);
    writeFileSync(besides, lines.join(""));
    renameSync(besides, this.path);
    this.#pending = [];
  }

  get hasChanges(): boolean {
    return this.#pending.length > 0;
  }

  changed(change: Change): void {
    this.#pending.push(change);
  }

  /** Resolves once everything changed so far is in the file. Callers that wait share a write. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) {
      this.#buffer += `${JSON.stringify(this.#pending)}\n`;
      this.#pending = [];
    }
    while (this.#writing) await this.#writing;
    if (this.#buffer === "") return;
    const lines = this.#buffer;
    this.#buffer = "";
    this.#writing = appendFile(this.path, lines).finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }
}
