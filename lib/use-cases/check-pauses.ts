import { findPauses, wasFruitless } from "@/db/queries/sending-pauses";
import { keepReading, resumeSending } from "@/db/writes/sending-pauses";
import type { AdminActor } from "@/lib/auth/actor";
import type { Money } from "@/lib/domain/money";
import { mayGoOn, missing, type PauseFinding, type SendingPause } from "@/lib/domain/sending-pause";
import { GatewayError } from "@/lib/stripe/ports";
import type { Deps } from "./deps";

type CheckDeps = Pick<Deps, "db" | "now" | "transfers">;

const CHECK_EVERY_MS = 60_000;

/** For a worker: looks at the balance once a minute for each currency that waits for money. */
export async function checkPausesDue(deps: CheckDeps, by: string): Promise<void> {
  const now = deps.now().getTime();
  const isDue = ({ checkedAt, waiting }: SendingPause) =>
    checkedAt === undefined || waiting.payouts === 0 || now - checkedAt.getTime() >= CHECK_EVERY_MS;
  const due = (await findPauses(deps.db)).filter(isDue);
  await checkEach(deps, due, { by, isAsked: false });
}

/** For an admin who has topped up and does not want to wait for the next look. */
export async function checkPauses(
  deps: CheckDeps & Pick<Deps, "wake">,
  admin: AdminActor,
): Promise<readonly PauseFinding[]> {
  const asked = { by: admin.name, isAsked: true };
  const findings = await checkEach(deps, await findPauses(deps.db), asked);
  if (findings.some(({ kind }) => kind === "goes_on")) await deps.wake({ kind: "send_payouts" });
  return findings;
}

async function checkEach(
  deps: CheckDeps,
  pauses: readonly SendingPause[],
  { by, isAsked }: { readonly by: string; readonly isAsked: boolean },
): Promise<readonly PauseFinding[]> {
  if (pauses.length === 0) return [];
  const balances = await readBalances(deps);
  const findings: PauseFinding[] = [];
  for (const pause of pauses) {
    const { currency } = pause;
    const at = deps.now();
    const available =
      balances && (balances.find((balance) => balance.currency === currency)?.minor ?? 0n);
    await keepReading(deps.db, pause, { available, at });
    const check = { available, isAsked, wasFruitless: await wasFruitless(deps.db, pause) };
    if (mayGoOn(pause, check, at)) {
      const resumption = { at, by, ...(available === undefined ? {} : { available }) };
      await resumeSending(deps.db, pause, resumption);
      findings.push({ kind: "goes_on", currency });
    } else if (available === undefined) {
      findings.push({ kind: "stripe_unreachable", currency });
    } else {
      const short = missing({ ...pause, read: { available, at } });
      if (short) findings.push({ kind: "short", currency, missing: short });
    }
  }
  return findings;
}

/** Not knowing the balance only means going on waiting. */
async function readBalances({
  transfers,
}: Pick<Deps, "transfers">): Promise<readonly Money[] | undefined> {
  try {
    return await transfers.fetchAvailableBalance();
  } catch (error) {
    if (error instanceof GatewayError) return undefined;
    throw error;
  }
}
