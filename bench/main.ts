import { benchEarnings } from "./earnings";
import { benchPayouts } from "./payouts";
import { printTable } from "./print-table";
import { benchRecording } from "./recording";
import { withFreshDatabase } from "./server";

/** `npm run bench -- NAME` runs one of these, `npm run bench` all. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  recording: benchRecording,
  earnings: benchEarnings,
  payouts: () =>
    withFreshDatabase(async (url) => {
      const figures = await benchPayouts(url);
      printTable(
        "Payout runs",
        ["figure", "value"],
        Object.entries(figures).map(([name, value]) => [
          name,
          Math.round(value).toLocaleString("en"),
        ]),
      );
    }),
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
