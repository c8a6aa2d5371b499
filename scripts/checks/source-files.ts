import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { SourceFile } from "./layers";

const FOLDERS = [
  "app",
  "bench",
  "cli",
  "components",
  "db",
  "e2e",
  "lib",
  "scripts",
  "simulator",
  "worker",
];

/** Every hand-written TypeScript file of the repository, by its path from the root. */
export async function readSourceFiles(root: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (const folder of FOLDERS.filter((name) => existsSync(path.join(root, name)))) {
    const names = await readdir(path.join(root, folder), { recursive: true });
    for (const name of names.sort()) {
      if (!/\.tsx?$/.test(name) || /\.(gen|d)\.ts$/.test(name)) continue;
      const relative = path.posix.join(folder, name.split(path.sep).join("/"));
      files.push({ path: relative, text: readFileSync(path.join(root, relative), "utf8") });
    }
  }
  return files;
}
