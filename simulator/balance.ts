import { currencyOf } from "./account-view";
import type { Shelf } from "./journal";
import { PLATFORM } from "./journal";
import type { Owner } from "./objects";
import { type Call, ownerOf, type Route, reachableAccount } from "./route";
import type { World } from "./world";

export const balanceRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/balance", handle: retrieveBalance },
];

function retrieveBalance(world: World, call: Call) {
  return balanceView(world, ownerOf(world, call));
}

export function balanceView(world: World, owner: Owner) {
  const known = world.journal.currencies(owner);
  const currencies = known.length > 0 ? known : [defaultCurrency(world, owner)];
  const rows = (shelf: Shelf) =>
    currencies.map((currency) => {
      const amount = world.journal.balance(owner, shelf, currency);
      return { amount, currency, source_types: { card: amount } };
    });
  return {
    object: "balance",
    available: rows("available"),
    livemode: false,
    pending: rows("pending"),
  };
}

function defaultCurrency(world: World, owner: Owner): string {
  return owner === PLATFORM ? "usd" : currencyOf(reachableAccount(world, owner).country);
}
