import { benchEarnings } from "./earnings";
import { benchPrepare } from "./prepare";
import { benchReconcile } from "./reconcile";
import { benchRecording } from "./recording";
import { benchSending } from "./sending";
import { benchSingles } from "./singles";
import { benchVerify } from "./verify";

/** `npm run bench -- NAME` runs one of these, `npm run bench` all. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  recording: benchRecording,
  singles: benchSingles,
  earnings: benchEarnings,
  prepare: benchPrepare,
  sending: benchSending,
  reconcile: benchReconcile,
  verify: benchVerify,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `error: no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`,
  );
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length === 0 || names.includes(name)) await bench();
}
