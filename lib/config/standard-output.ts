/**
 * Where logs go. A line that cannot be written is lost, and nothing else: neither a full disk nor
 * a reader that has gone may end a process that pays people.
 */
export function standardOutput(): NodeJS.WriteStream {
  const { stdout } = process;
  if (!stdout.listeners("error").includes(loseLine)) stdout.on("error", loseLine);
  return stdout;
}

function loseLine(): undefined {
  return undefined;
}
