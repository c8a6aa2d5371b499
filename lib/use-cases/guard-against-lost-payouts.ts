import { GatewayError } from "@/lib/stripe/ports";
import { type CatchUp, type CatchUpDeps, catchUpWithStripe } from "./catch-up-with-stripe";

export type GuardOptions = {
  /** Stripe had transfers that the books did not know, as after a restored backup. */
  readonly onBehind?: (catchUp: CatchUp) => void;
  /** Stripe could not be asked what it has, so nothing is sent for now. */
  readonly onUnreachable?: (error: GatewayError) => void;
};

/** Who sends for long looks again, from the beginning of one look to that of the next. */
const LOOK_EVERY_MS = 15_000;

/** Lets nothing pass to be sent while Stripe may have transfers that the books do not know. */
export function createGuard(deps: CatchUpDeps, by: string, options: GuardOptions) {
  let lookAgainAt: number | undefined;
  let hasFailed = false;
  const isDue = () => lookAgainAt === undefined || deps.now().getTime() >= lookAgainAt;
  const letPass = async <Found>(find: () => Promise<readonly Found[]>) => {
    const found = await find();
    if (found.length === 0) return found;
    if (!isDue()) return hasFailed ? [] : found;
    lookAgainAt = deps.now().getTime() + LOOK_EVERY_MS;
    hasFailed = false;
    try {
      const catchUp = await catchUpWithStripe(deps, by);
      if (catchUp.settlements.length > 0) options.onBehind?.(catchUp);
      // Somebody else may have looked meanwhile, and put on hold whom they could not explain.
      return await find();
    } catch (error) {
      if (!(error instanceof GatewayError)) {
        lookAgainAt = undefined;
        throw error;
      }
      // A key that Stripe does not know sends nothing either: its refusal says so at the payout.
      if (error.code === "authentication_failed") return found;
      hasFailed = true;
      options.onUnreachable?.(error);
      return [];
    }
  };
  return { isDue, letPass };
}
