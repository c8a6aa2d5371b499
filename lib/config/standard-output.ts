/**
 * Where logs go. A line that cannot be written is lost, and nothing else: neither a full disk nor
 * a reader that has gone may end a process that pays people.
 */
export function standardOutput(): NodeJS.WriteStream {
  surviveLoss(process.stdout);
  return process.stdout;
}

/** The same for what does not go through a log: what others print, and what is said at the start. */
export function surviveLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) surviveLoss(stream);
}

function surviveLoss(stream: NodeJS.WriteStream): void {
  if (!stream.listeners("error").includes(loseLine)) stream.on("error", loseLine);
}

function loseLine(): undefined {
  return undefined;
}
