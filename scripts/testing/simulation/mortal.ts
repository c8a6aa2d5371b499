import type { Database } from "@/db/client";
import type { TransferGateway } from "@/lib/stripe/ports";

/** The end of a process, as far as its work can tell. */
export class SimulatedCrash extends Error {
  override readonly name = "SimulatedCrash";
}

/** When a process dies: before or after its n-th statement, or never. Once dead, it stays dead. */
export type Fate = {
  readonly isDead: () => boolean;
  readonly die: () => never;
  /** Lets one statement happen, or dies instead of it, or right after it. */
  readonly around: <Value>(statement: () => PromiseLike<Value>) => Promise<Value>;
  /** Nothing more of it happens. Resolves when what is under way has ended too. */
  readonly end: () => Promise<void>;
};

export type Doom = { readonly statement: number; readonly isAfter: boolean };

export function createFate(doom: Doom | undefined, onDeath: () => void): Fate {
  let isDead = false;
  let statements = 0;
  const underWay = new Set<PromiseLike<unknown>>();
  const die = (): never => {
    if (!isDead) onDeath();
    isDead = true;
    throw new SimulatedCrash();
  };
  return {
    isDead: () => isDead,
    die,
    around: async (statement) => {
      statements += 1;
      const isLast = doom?.statement === statements;
      if (isDead || (isLast && !doom.isAfter)) die();
      const going = statement();
      underWay.add(going);
      const value = await Promise.resolve(going).finally(() => underWay.delete(going));
      // The statement took effect, but nobody is left to hear of it.
      if (isDead || isLast) die();
      return value;
    },
    end: async () => {
      isDead = true;
      await Promise.allSettled(underWay);
    },
  };
}

/**
 * A database as one process sees it, who may die between any two of its statements.
 *
 * postgres.js sends a query when it is awaited, and takes one that is not as a part of another: so
 * dying happens in `then`.
 */
export function mortalDatabase(database: Database, fate: Fate): Database {
  const sql = new Proxy(database.sql, {
    apply: (target, self, parameters: never[]) => {
      const made: unknown = Reflect.apply(target as never, self, parameters);
      return isQuery(made) ? guarded(made, fate) : made;
    },
  });
  return { ...database, sql };
}

type Query = Promise<unknown>;

function isQuery(made: unknown): made is Query {
  return made instanceof Promise;
}

function guarded(query: Query, fate: Fate): Query {
  const send = query.then.bind(query);
  const then: Query["then"] = (onDone, onFailed) =>
    fate
      .around(() => new Promise((resolve, reject) => void send(resolve, reject)))
      .then(onDone, onFailed);
  // biome-ignore lint/suspicious/noThenProperty: it is a promise, and sends itself in this very place.
  return Object.defineProperty(query, "then", { value: then });
}

/** Stripe as a process sees it: who is dead asks for nothing any more. */
export function mortalTransfers(transfers: TransferGateway, fate: Fate): TransferGateway {
  const alive = <Parameters extends readonly unknown[], Answer>(
    call: (...parameters: Parameters) => Answer,
  ) => {
    return (...parameters: Parameters): Answer => {
      if (fate.isDead()) fate.die();
      return call(...parameters);
    };
  };
  return {
    ...transfers,
    createTransfer: alive(transfers.createTransfer),
    createReversal: alive(transfers.createReversal),
    findTransfers: alive(transfers.findTransfers),
  };
}
