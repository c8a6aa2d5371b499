import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { firstDay, lastDay, nextPeriod, type Period, trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { sendApproved } from "@/lib/use-cases/send-approved";
import {
  accepted,
  addDeveloper,
  closeMonth,
  type PayoutWorld,
  recordSales,
  type Sale,
} from "./payout-world";
import { type Chance, createChance } from "./simulation/chance";

export const MONTHS: readonly Period[] = ["2026-01", "2026-02", "2026-03", "2026-04"].map(
  trustedPeriod,
);
/** Before anything was sold; worlds begin here. */
export const BEGINNING = new Date("2026-01-01T00:00:00Z");

/** Two who are paid, and one who never connects a Stripe account. */
export const DEVELOPERS: readonly DeveloperId[] = ["ada", "bob", "cleo"].map(trusted.developerId);

export type Moments = {
  /** After each step that moves money from one place to another. */
  readonly afterStep?: () => Promise<void>;
  /** Right after a month was closed. */
  readonly afterClosing?: (period: Period) => Promise<void>;
};

type History = Required<Moments> & {
  readonly world: PayoutWorld;
  readonly chance: Chance;
  /** What can still be given back of each sale. */
  readonly sold: Map<string, { readonly sale: Sale; left: bigint }>;
};

/**
 * Four months of a small marketplace: sales in two currencies, free installs, refunds of this and
 * of earlier months, events that come in after their month was closed, runs that are canceled,
 * payouts that fail, are tried again or stay failed, and a last one that nobody has sent yet. The
 * same seed makes the same history.
 */
export async function liveThroughMonths(
  world: PayoutWorld,
  seed: number,
  moments: Moments = {},
): Promise<void> {
  const nothing = async () => undefined;
  const history: History = {
    ...{ world, chance: createChance(seed), sold: new Map() },
    afterStep: moments.afterStep ?? nothing,
    afterClosing: moments.afterClosing ?? nothing,
  };
  for (const id of DEVELOPERS) {
    const readiness = id === "cleo" ? undefined : "ready";
    await addDeveloper(world, id, { plugins: [`${id}-one`, `${id}-two`], readiness });
  }
  for (const currency of ["eur", "usd"]) await world.simulator.control.fund(currency, 10_000_000);
  for (const period of MONTHS) {
    await moveTo(world, `${lastDay(period)}T23:00:00Z`);
    await sellMonth(history, period);
    await history.afterStep();
    await payMonth(history, period);
  }
}

async function sellMonth(history: History, period: Period): Promise<void> {
  const { chance, sold, world } = history;
  const sales: Sale[] = [];
  for (const plugin of DEVELOPERS.flatMap((id) => [`${id}-one`, `${id}-two`])) {
    for (let no = chance.whole(1, 4); no > 0; no--) {
      const sale = {
        ...{ id: `${plugin}-${period}-${no}`, plugin, on: dayIn(chance, period) },
        amount: chance.isLucky(0.15) ? 0n : BigInt(chance.whole(1, 9_999)),
        currency: chance.isLucky(0.3) ? "usd" : "eur",
      };
      sales.push(sale);
      sold.set(sale.id, { sale, left: sale.amount });
    }
  }
  await recordSales(world, sales);
  await recordSales(world, refundsIn(history, period));
}

/** Some of what was ever sold is given back, in part or all that is left. */
function refundsIn({ chance, sold }: History, period: Period): readonly Sale[] {
  const refunds: Sale[] = [];
  for (const entry of sold.values()) {
    if (entry.left === 0n || !chance.isLucky(0.25)) continue;
    const back = chance.isLucky(0.4) ? entry.left : BigInt(chance.whole(1, Number(entry.left)));
    entry.left -= back;
    const id = `${entry.sale.id}-back-${period}`;
    const on = lastDay(period);
    refunds.push({ ...entry.sale, id, on, amount: -back, corrects: entry.sale.id });
  }
  return refunds;
}

async function payMonth(history: History, period: Period): Promise<void> {
  const { world, chance } = history;
  await moveTo(world, `${firstDay(nextPeriod(period))}T09:00:00Z`);
  await closeMonth(world, period);
  await history.afterClosing(period);
  await recordLate(history, period);
  await history.afterStep();
  const first = await prepare(history, period);
  if (first === undefined) return;
  const isCanceled = period === MONTHS[0] || chance.isLucky(0.4);
  if (isCanceled) {
    accepted(await cancelRun(world.deps, world.admin, first));
    await history.afterStep();
  }
  const runId = isCanceled ? await prepare(history, period) : first;
  if (runId === undefined) return;
  accepted(await approveRun(world.deps, world.admin, runId));
  await history.afterStep();
  if (period !== MONTHS.at(-1)) await send(history, runId, period);
}

/** Reported after its month was closed, so it counts in the first open one. */
async function recordLate({ world, chance }: History, period: Period): Promise<void> {
  const amount = BigInt(chance.whole(1, 5_000));
  const on = dayIn(chance, period);
  await recordSales(world, [{ id: `late-${period}`, plugin: "ada-one", amount, on }]);
}

async function prepare(history: History, period: Period): Promise<RunId | undefined> {
  const { deps, admin } = history.world;
  const prepared = await prepareRun(deps, admin, { period });
  await history.afterStep();
  if (prepared.ok) return prepared.value.runId;
  if (prepared.problem.kind === "nothing_to_pay") return undefined;
  throw new Error(`Not prepared: ${prepared.problem.kind}`);
}

/** In the second month Stripe refuses everybody at first; what failed may be tried again or not. */
async function send({ world, chance, afterStep }: History, runId: RunId, period: Period) {
  const { deps, admin, db, simulator } = world;
  const isRefused = period === MONTHS[1] || chance.isLucky(0.3);
  const accounts = await db.sql<{ account: string }[]>`
    select stripe_account_id as account from connected_accounts`;
  const allow = async (capability: "active" | "restricted") => {
    for (const { account } of accounts) await simulator.control.setCapability(account, capability);
  };
  if (isRefused) await allow("restricted");
  await sendApproved(deps, { perSecond: 1_000 });
  await afterStep();
  if (!isRefused) return;
  await allow("active");
  if (chance.isLucky(0.5)) return;
  await world.advance(86_400 * chance.whole(1, 20));
  await retryPayouts(deps, admin, { runId });
  await sendApproved(deps, { perSecond: 1_000 });
  await afterStep();
}

async function moveTo(world: PayoutWorld, instant: string): Promise<void> {
  const seconds = (Date.parse(instant) - world.now().getTime()) / 1_000;
  if (seconds > 0) await world.advance(seconds);
}

function dayIn(chance: Chance, period: Period): string {
  return `${period}-${String(chance.whole(1, 28)).padStart(2, "0")}`;
}
