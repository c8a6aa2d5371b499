import { fileURLToPath } from "node:url";
import { findLayerViolations } from "./checks/layers";
import { readSourceFiles } from "./checks/source-files";

const files = await readSourceFiles(fileURLToPath(new URL("..", import.meta.url)));
const violations = findLayerViolations(files);
for (const violation of violations) console.error(violation);
console.log(`${files.length} files, ${violations.length} imports against the table of layers`);
process.exitCode = violations.length > 0 ? 1 : 0;
