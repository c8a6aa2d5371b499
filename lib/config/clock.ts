import { environment } from "./environment";

/** What time it is. The only reader of the machine's clock on the application's side. */
export type Clock = () => Date;

/** The machine's own time, for sessions: browsers keep theirs, whatever month `REMIT_CLOCK` plays. */
export const wallClock: Clock = () => new Date();

/**
 * The process's clock: the machine's, or outside production what `REMIT_CLOCK` says. An ISO
 * instant stands still; a simulator's URL is followed, so that every process shares its time.
 */
export function systemClock(): Clock {
  const setting = environment().REMIT_CLOCK;
  if (!setting) return () => new Date();
  if (/^https?:/.test(setting)) return followedClock(setting);
  const instant = new Date(setting);
  if (Number.isNaN(instant.getTime())) {
    throw new Error(`Wrong configuration. REMIT_CLOCK: not an ISO instant or a URL: ${setting}`);
  }
  return () => instant;
}

const FOLLOW_EVERY_MS = 250;

/** Keeps the offset to the simulator's clock fresh in the background; reading never waits. */
function followedClock(simulatorUrl: string): Clock {
  let offset = 0;
  const follow = async () => {
    try {
      const answer = await fetch(new URL("/_sim/clock", simulatorUrl));
      const { now } = (await answer.json()) as { now: string };
      offset = new Date(now).getTime() - Date.now();
    } catch {
      // The simulator may be restarting: the last offset still holds.
    }
  };
  void follow();
  setInterval(follow, FOLLOW_EVERY_MS).unref();
  return () => new Date(Date.now() + offset);
}
