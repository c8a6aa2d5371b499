import type { ImportSummary } from "@/lib/use-cases/import-events";

const WIDTH = 30;
const REDRAW_MS = 100;

/** A progress bar on a terminal; nothing at all in a pipe or a log. */
export function createProgress(terminal: NodeJS.WriteStream) {
  let share = 0;
  let handled = 0;
  let drawnAt = 0;
  const draw = () => {
    if (!terminal.isTTY || performance.now() - drawnAt < REDRAW_MS) return;
    drawnAt = performance.now();
    const filled = Math.round(share * WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    terminal.write(`\r${bar} ${percent}  ${handled.toLocaleString("en")} events`);
  };
  return {
    bytes: (read: number, total: number) => {
      share = total === 0 ? 1 : read / total;
      draw();
    },
    summary: ({ recorded, duplicate, rejected, skipped }: ImportSummary) => {
      handled = recorded + duplicate + rejected + skipped;
      draw();
    },
    clear: () => {
      if (terminal.isTTY && drawnAt > 0) terminal.write("\r\u001b[K");
    },
  };
}
