import { runCommandLine } from "../command-line";
import type { Ran } from "./command-line";

/** Runs the commands that another process names, one after the other. See `command-line.ts`. */
let last: Promise<void> = Promise.resolve();
process.on("message", (words: readonly string[]) => {
  last = last.then(async () => void process.send?.(await run(words)));
});
process.once("disconnect", () => process.exit(0));

async function run(words: readonly string[]): Promise<Ran> {
  const out = listenTo(process.stdout);
  const error = listenTo(process.stderr);
  process.exitCode = 0;
  await runCommandLine(words);
  return { code: Number(process.exitCode), out: out(), error: error() };
}

/** What is written from now on; ends with the first reading. */
function listenTo(stream: NodeJS.WriteStream): () => string {
  const write = stream.write;
  let text = "";
  stream.write = (chunk: string | Uint8Array) => {
    text += chunk.toString();
    return true;
  };
  return () => {
    stream.write = write;
    return text;
  };
}
