import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import { beginUnlessLost, isLostConnection } from "./lost-connection";

type Client = postgres.Sql<{ bigint: bigint }>;

/**
 * The database did not answer. Whether the statement happened is not known: money steps are found
 * by what they left behind, and a request may be sent again.
 */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code = "CONNECTION_DEADLINE";

  constructor(deadlineMs: number) {
    super(`The database gave no answer within ${deadlineMs / 1_000} s`);
  }
}

export type DeadlineOptions = {
  /** Longer than the server's own limit, so that a server that lives speaks first. */
  readonly deadlineMs: number;
  /** A transaction is several statements; it only ends them all when nothing moves any more. */
  readonly transactionMs: number;
  /** How long statements that are under way on a pool that was given up may go on. */
  readonly drainMs: number;
};

type Work = (transaction: postgres.TransactionSql<{ bigint: bigint }>) => Promise<unknown>;

type Settled = { readonly lost: boolean };

/**
 * One client whose every statement ends, whatever becomes of its connection.
 *
 * postgres.js can lose a statement together with its backend (porsager/postgres #1215, #1186): the
 * promise then never settles, and the connection never comes back to the pool. So each statement
 * has a deadline here, and a pool that let one pass, or lost a connection, is replaced by a new one
 * while its other statements end in peace.
 */
export function withDeadline(open: () => Client, options: DeadlineOptions): Client {
  const { deadlineMs, transactionMs, drainMs } = options;
  let current = open();
  const leaving = new Set<Promise<void>>();
  const replace = (client: Client) => {
    if (client !== current) return;
    current = open();
    const gone = client.end({ timeout: drainMs / 1_000 }).finally(() => leaving.delete(gone));
    leaving.add(gone);
  };
  const raced = <Value>(client: Client, ms: number, start: () => Promise<Value>): Promise<Value> =>
    race(ms, start, ({ lost }) => lost && replace(client));
  const guarded = (client: Client, query: object) =>
    guardQuery(query, (start) => raced(client, deadlineMs, start));
  const begin = (...args: [string, Work] | [Work]) => {
    const client = current;
    const [how, work] = args.length === 1 ? (["", ...args] as const) : args;
    return raced(client, transactionMs, () => beginUnlessLost(client, how, work));
  };
  const end = async (how?: { readonly timeout?: number }) => {
    const patience = wait((how?.timeout ?? drainMs / 1_000) * 1_000, undefined, { ref: false });
    await Promise.all([current.end(how), Promise.race([Promise.all(leaving), patience])]);
  };
  return new Proxy(current, {
    apply: (_first, _self, args: [TemplateStringsArray]) => {
      const client = current;
      const made = client(...args) as object;
      return isTemplate(args[0]) ? guarded(client, made) : made;
    },
    get: (_first, name: keyof Client) => {
      const client = current;
      if (name === "unsafe") {
        return (...args: Parameters<Client["unsafe"]>) => guarded(client, client.unsafe(...args));
      }
      if (name === "begin") return begin;
      if (name === "end") return end;
      return client[name];
    },
  });
}

/** Fragments are templates too, and only become a statement when somebody waits for them. */
function isTemplate(value: unknown): boolean {
  return typeof value === "object" && value !== null && "raw" in value;
}

function guardQuery(
  query: object,
  start: (run: () => Promise<unknown>) => Promise<unknown>,
): object {
  const driver = query as Promise<unknown>;
  const inner = driver.then;
  let answer: Promise<unknown> | undefined;
  const ask = () => {
    answer ??= start(
      () => new Promise((resolve, reject) => void inner.call(driver, resolve, reject)),
    );
    return answer;
  };
  return Object.assign(query, {
    // biome-ignore lint/suspicious/noThenProperty: the driver's statements are promises already.
    then: (...args: Parameters<Promise<unknown>["then"]>) => ask().then(...args),
    catch: (...args: Parameters<Promise<unknown>["catch"]>) => ask().catch(...args),
    finally: (...args: Parameters<Promise<unknown>["finally"]>) => ask().finally(...args),
  });
}

async function race<Value>(
  ms: number,
  start: () => Promise<Value>,
  onSettled: (how: Settled) => void,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(ms)), ms);
  });
  try {
    const value = await Promise.race([start(), late]);
    return value;
  } catch (error) {
    onSettled({ lost: error instanceof NoAnswer || isLostConnection(error) });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
