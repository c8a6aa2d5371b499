import { ledgerOf } from "./journal";
import type { World } from "./world";

/**
 * What contradicts the rule that money neither appears nor vanishes: per currency, platform,
 * connected accounts and everybody outside add up to zero, and the objects agree with the journal.
 */
export function conservationProblems(world: World): readonly string[] {
  return [...unbalancedEntries(world), ...unevenTotals(world), ...transfersWithoutMoney(world)];
}

function unbalancedEntries(world: World): readonly string[] {
  return [...world.store.journal.values()]
    .filter(({ lines }) => lines.reduce((sum, line) => sum + line.amount, 0) !== 0)
    .map(({ id }) => `journal entry ${id} does not add up to zero`);
}

function unevenTotals(world: World): readonly string[] {
  const problems: string[] = [];
  const fromLines = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { lines } of world.store.journal.values()) {
    for (const { ledger, currency, amount } of lines) {
      const key = `${ledger} ${currency}`;
      fromLines.set(key, (fromLines.get(key) ?? 0) + amount);
      totals.set(currency, (totals.get(currency) ?? 0) + amount);
    }
  }
  for (const [currency, total] of totals) {
    if (total !== 0) problems.push(`all ${currency} add up to ${total} instead of zero`);
  }
  const balances = world.journal.balances();
  for (const [key, amount] of fromLines) {
    const [ledger = "", currency = ""] = key.split(" ");
    const shown = balances[ledger]?.[currency] ?? 0;
    if (shown !== amount) problems.push(`${key} shows ${shown}, its entries say ${amount}`);
  }
  return problems;
}

/** Each transfer moved exactly its amount to its account, and each reversal its amount back. */
function transfersWithoutMoney(world: World): readonly string[] {
  const moved = new Map<string, number>();
  for (const { kind, reference, lines } of world.store.journal.values()) {
    if (kind !== "transfer" && kind !== "reversal") continue;
    const gained = lines.find(({ amount }) => amount > 0)?.amount ?? 0;
    moved.set(reference, (moved.get(reference) ?? 0) + gained);
  }
  const problems: string[] = [];
  for (const {
    id,
    amount,
    amountReversed,
    reversals,
    destination,
  } of world.store.transfers.values()) {
    if (moved.get(id) !== amount) {
      problems.push(
        `transfer ${id} to ${ledgerOf(destination, "available")} moved ${moved.get(id) ?? 0} of ${amount}`,
      );
    }
    const back = reversals.reduce((sum, reversal) => sum + (moved.get(reversal) ?? 0), 0);
    if (back !== amountReversed)
      problems.push(`transfer ${id} got back ${back}, not ${amountReversed}`);
  }
  return problems;
}
