/**
 * Loaded before the web by tests, to have it fail when they say so: the signal USR2 blocks its event
 * loop for so many milliseconds (`block:10000`), or fills its memory until it dies (`hoard`).
 */
const [how, ms] = (process.env.REMIT_TEST_FAILURE ?? "").split(":");

process.on("SIGUSR2", () => {
  if (how === "block") block(Number(ms));
  if (how === "hoard") hoard();
});

function block(blockedMs: number): void {
  const end = Date.now() + blockedMs;
  while (Date.now() < end);
}

/** What is alive on the heap cannot be collected, so this ends with the process. */
function hoard(): void {
  const held: string[][] = [];
  for (let no = 0; ; no++) held.push(Array.from({ length: 10_000 }, (_, at) => `${no} ${at}`));
}
