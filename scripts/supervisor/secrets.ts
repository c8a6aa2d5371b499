import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const schema = z.object({ authSecret: z.string(), webhookSecret: z.string() });
export type LocalSecrets = z.infer<typeof schema>;

/** Secrets of this folder alone, made on first use and readable by their owner only. */
export function localSecrets(folder: string): LocalSecrets {
  const file = path.join(folder, "secrets.json");
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets = {
    authSecret: randomBytes(32).toString("base64url"),
    webhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return secrets;
}
