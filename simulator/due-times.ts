import { askFor } from "./account-lifecycle";
import { settle } from "./balance-transactions";
import { endPayout } from "./payouts";
import type { Store } from "./store";
import type { World } from "./world";

type Due = {
  readonly at: number;
  readonly kind: "settle" | "deadline" | "arrival";
  readonly id: string;
};

/** What will happen by itself when the simulated clock gets there. Rebuilt from the state. */
export class DueTimes {
  #list: Due[] = [];
  #nextAt = Number.POSITIVE_INFINITY;

  constructor(store: Store) {
    for (const item of store.balanceTransactions.values()) {
      if (!item.isSettled) this.add({ at: item.availableOn, kind: "settle", id: item.id });
    }
    for (const item of store.payouts.values()) {
      if (item.status === "pending")
        this.add({ at: item.arrivalDate, kind: "arrival", id: item.id });
    }
    for (const item of store.accounts.values()) {
      const { deadline } = item.requirements;
      if (deadline !== null) this.add({ at: deadline, kind: "deadline", id: item.id });
    }
  }

  add(due: Due): void {
    this.#list.push(due);
    this.#nextAt = Math.min(this.#nextAt, due.at);
  }

  clear(): void {
    this.#list = [];
    this.#nextAt = Number.POSITIVE_INFINITY;
  }

  take(now: number): readonly Due[] {
    if (now < this.#nextAt) return [];
    const taken = this.#list.filter((due) => due.at <= now);
    this.#list = this.#list.filter((due) => due.at > now);
    this.#nextAt = Math.min(Number.POSITIVE_INFINITY, ...this.#list.map((due) => due.at));
    return taken.toSorted((left, right) => left.at - right.at);
  }
}

/** Lets everything happen whose time has come. Called before every request and clock change. */
export function catchUp(world: World): void {
  for (const { kind, id } of world.due.take(world.clock.nowSeconds())) {
    if (kind === "settle") settle(world, id);
    else if (kind === "arrival") endPayout(world, id, "paid");
    else missDeadline(world, id);
  }
}

function missDeadline(world: World, id: string): void {
  const account = world.store.accounts.get(id);
  const deadline = account?.requirements.deadline ?? null;
  // The deadline may have been lifted or moved since it was noted.
  if (account === undefined || deadline === null || deadline > world.clock.nowSeconds()) return;
  askFor(world, account, account.requirements.currentlyDue, null);
}
