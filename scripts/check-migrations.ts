import { readdirSync, readFileSync } from "node:fs";
import { findChangedMigrations } from "./checks/landed-migrations";

const FOLDER = new URL("../db/migrations/", import.meta.url);

const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".sql"));
const migrations = names.sort().map((name) => ({ name, sql: read(name) }));
const changed = findChangedMigrations(migrations, read("SHA256SUMS"));
for (const line of changed) console.error(`db/migrations/SHA256SUMS: ${line}`);
console.log(`${migrations.length} migrations, ${changed.length} not as listed`);
process.exitCode = changed.length > 0 ? 1 : 0;
