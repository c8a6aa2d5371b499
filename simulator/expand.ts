import { accountView } from "./account-view";
import { balanceTransactionView } from "./balance-transactions";
import { chargeView } from "./charges";
import { invalidRequest } from "./errors";
import { payoutView } from "./payouts";
import { reversalView } from "./reversal-view";
import { transferView } from "./transfers";
import type { World } from "./world";

const DEPTH_MAX = 4;

type Json = Readonly<Record<string, unknown>>;

/** Replaces ids by the objects they name, where `expand[]` asks for it. */
export function expand(world: World, result: Json, paths: unknown): Json {
  if (!Array.isArray(paths)) return result;
  return paths.map(String).reduce((value, path) => expandPath(world, value, path), result);
}

function expandPath(world: World, value: Json, path: string): Json {
  const parts = path.split(".");
  if (parts.length > DEPTH_MAX) {
    throw invalidRequest(`You cannot expand more than ${DEPTH_MAX} levels.`, undefined, "expand");
  }
  return expandIn(world, value, parts, path) as Json;
}

function expandIn(world: World, value: unknown, parts: readonly string[], path: string): unknown {
  const [part, ...rest] = parts;
  if (Array.isArray(value)) return value.map((item) => expandIn(world, item, parts, path));
  if (part === undefined || typeof value !== "object" || value === null) return value;
  const inside = (value as Json)[part];
  if (inside === undefined) {
    throw invalidRequest(
      `This property cannot be expanded (${path}).`,
      "parameter_unknown",
      "expand",
    );
  }
  const found = typeof inside === "string" ? find(world, inside) : inside;
  return { ...(value as Json), [part]: expandIn(world, found, rest, path) };
}

/** The object behind an id, or the id itself where there is none to show. */
function find(world: World, id: string): unknown {
  const { store } = world;
  const account = store.accounts.get(id);
  if (account !== undefined) return accountView(account);
  const transfer = store.transfers.get(id);
  if (transfer !== undefined) return transferView(world, transfer);
  const reversal = store.reversals.get(id);
  if (reversal !== undefined) return reversalView(reversal);
  const payout = store.payouts.get(id);
  if (payout !== undefined) return payoutView(payout);
  const charge = store.charges.get(id);
  if (charge !== undefined) return chargeView(charge);
  const movement = store.balanceTransactions.get(id);
  return movement === undefined ? id : balanceTransactionView(movement);
}
