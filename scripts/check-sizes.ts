import { fileURLToPath } from "node:url";
import { findOversized } from "./checks/sizes";
import { readSourceFiles } from "./checks/source-files";

const files = await readSourceFiles(fileURLToPath(new URL("..", import.meta.url)));
const oversized = findOversized(files);
for (const line of oversized) console.error(line);
console.log(`${files.length} files, ${oversized.length} too long`);
process.exitCode = oversized.length > 0 ? 1 : 0;
