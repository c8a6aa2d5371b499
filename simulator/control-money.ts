import { balanceView } from "./balance";
import { recordBalanceTransaction } from "./balance-transactions";
import { chargeCustomer, chargeView } from "./charges";
import type { Params } from "./contract/form";
import type { Control } from "./control-endpoints";
import { ControlError, requireControl } from "./control-input";
import { closeDispute, disputeView, openDispute } from "./disputes";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { type ChargeRecord, REFUND_STATUSES } from "./objects";
import { mergeMetadata } from "./parameters";
import { endPayout, payoutView, startPayout } from "./payouts";
import { endRefund, refundCharge, refundView, releaseRemainder } from "./refunds";
import { addFunds } from "./topups";
import type { World } from "./world";

const DISPUTE_FEE = 1500;
const PAYOUT_OUTCOMES = ["pending", "paid", "failed"] as const;

/** Controls that move simulated money without the API. */
export const moneyControls: Readonly<Record<string, Control>> = {
  "POST fund": fund,
  "POST payout": payOut,
  "POST charge": charge,
  "POST refund": refund,
  "POST dispute": dispute,
};

/** Puts money on the platform's available balance, or with a negative amount takes some away. */
function fund(world: World, input: Params): unknown {
  const currency = requireControl.currency(input);
  const amount = requireControl.integer(input, "amount");
  if (amount > 0) addFunds(world, currency, amount, null);
  if (amount < 0) withdraw(world, currency, -amount);
  return balanceView(world, PLATFORM);
}

function withdraw(world: World, currency: string, amount: number): void {
  const id = world.ids.mint("txn");
  world.journal.move({
    kind: "withdrawal",
    reference: id,
    currency,
    amounts: { [ledgerOf(PLATFORM, "available")]: -amount, [OUTSIDE]: amount },
  });
  const change = { owner: PLATFORM, type: "adjustment", amount: -amount, currency, source: null };
  recordBalanceTransaction(world, { id, ...change, description: "Taken away by control" });
}

/** Starts a payout of an account to its bank, or ends one that is on its way. */
function payOut(world: World, input: Params): unknown {
  const outcome =
    input.outcome === undefined ? "paid" : requireControl.oneOf(input, "outcome", PAYOUT_OUTCOMES);
  const id = requireControl.optionalText(input, "payout") ?? beginPayout(world, input);
  const known = world.store.payouts.get(id);
  if (known === undefined) throw new ControlError(404, `There is no payout ${id}.`);
  return payoutView(outcome === "pending" ? known : endPayout(world, id, outcome));
}

function beginPayout(world: World, input: Params): string {
  const owner = requireControl.optionalText(input, "account") ?? PLATFORM;
  const currency = requireControl.currency(input);
  const amount =
    requireControl.optionalInteger(input, "amount") ??
    world.journal.balance(owner, "available", currency);
  if (amount < 1) throw new ControlError(400, `${owner} has nothing available in ${currency}.`);
  const details = { method: "standard", description: null, statementDescriptor: null } as const;
  return startPayout(world, owner, { ...details, amount, currency, metadata: {}, cause: null }).id;
}

function charge(world: World, input: Params): unknown {
  const amount = requireControl.positiveInteger(input, "amount");
  const captured =
    input.captured === undefined ? amount : requireControl.positiveInteger(input, "captured");
  if (captured > amount) {
    throw new ControlError(400, `captured must be at most the amount, ${amount}.`);
  }
  const payment = chargeCustomer(world, {
    ...{ amount, captured },
    currency: requireControl.currency(input),
    fee: requireControl.optionalInteger(input, "fee") ?? 0,
    availableInSeconds: requireControl.optionalInteger(input, "availableInSeconds") ?? 0,
    description: requireControl.optionalText(input, "description") ?? null,
    metadata: mergeMetadata({}, input),
    transferGroup: requireControl.optionalText(input, "transferGroup") ?? null,
  });
  if (captured < amount) releaseRemainder(world, payment);
  return chargeView(world.store.charges.get(payment.id) ?? payment);
}

/** Gives money of a charge back, or with `refund` and `outcome` ends a refund that is pending. */
function refund(world: World, input: Params): unknown {
  const id = requireControl.optionalText(input, "refund");
  if (id !== undefined) {
    const known = world.store.refunds.get(id);
    if (known === undefined) throw new ControlError(404, `There is no refund ${id}.`);
    const outcome = requireControl.oneOf(input, "outcome", ["succeeded", "failed"] as const);
    return refundView(endRefund(world, known, outcome));
  }
  const amount =
    input.amount === undefined ? undefined : requireControl.positiveInteger(input, "amount");
  const status =
    input.outcome === undefined
      ? "succeeded"
      : requireControl.oneOf(input, "outcome", REFUND_STATUSES);
  const details = { amount, reason: null, metadata: {}, cause: null, status };
  return refundView(refundCharge(world, chargeIn(world, input), details));
}

/** Opens a dispute about a charge, or with `dispute` and `outcome` ends one. */
function dispute(world: World, input: Params): unknown {
  const id = requireControl.optionalText(input, "dispute");
  if (id !== undefined) {
    const known = world.store.disputes.get(id);
    if (known === undefined) throw new ControlError(404, `There is no dispute ${id}.`);
    const outcome = requireControl.oneOf(input, "outcome", ["won", "lost"] as const);
    return disputeView(world, closeDispute(world, known, outcome));
  }
  const opened = openDispute(world, chargeIn(world, input), {
    amount:
      input.amount === undefined ? undefined : requireControl.positiveInteger(input, "amount"),
    currency: input.currency === undefined ? undefined : requireControl.currency(input),
    fee: requireControl.optionalInteger(input, "fee") ?? DISPUTE_FEE,
    reason: requireControl.optionalText(input, "reason") ?? "general",
  });
  return disputeView(world, opened);
}

function chargeIn(world: World, input: Params): ChargeRecord {
  const id = requireControl.text(input, "charge");
  const found = world.store.charges.get(id);
  if (found === undefined) throw new ControlError(404, `There is no charge ${id}.`);
  return found;
}
