import type postgres from "postgres";

type Client = postgres.Sql<{ bigint: bigint }>;
type Transaction = postgres.TransactionSql<{ bigint: bigint }>;

/**
 * Codes of a connection that ended under a statement, or that cannot be made any more.
 *
 * The client goes on using a connection between its error and its end: what is asked for in that
 * moment is lost without an answer, and may end the process. So nothing more is asked of a pool
 * that lost a connection.
 */
const LOST = /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|DESTROYED)|ECONNRESET|EPIPE|57P0[124]|25P0[34])/;

export function isLostConnection(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST.test(String(error.code));
}

/**
 * A transaction that ends with its connection. postgres.js would still send `rollback`, or what
 * the work asks for next, to a socket that is gone, and that throws aside of every statement: the
 * process would end, for a transaction that the server has rolled back by itself.
 */
export async function beginUnlessLost<Value>(
  client: Client,
  options: string,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  const lost = Promise.withResolvers<never>();
  let loss: unknown;
  const give = (error: unknown) => {
    loss = error;
    lost.reject(error);
  };
  const begun = client.begin(options, async (transaction) => {
    try {
      return await work(refusing(transaction, () => loss));
    } catch (error) {
      if (loss === undefined && !isLostConnection(error)) throw error;
      give(error);
      // Settled for the caller. For the driver it goes on, so that it sends nothing more.
      return new Promise<never>(() => undefined);
    }
  });
  begun.catch(give);
  return Promise.race([begun, lost.promise]) as Promise<Value>;
}

/** A transaction that asks for nothing any more once its connection is known to be lost. */
function refusing(transaction: Transaction, lossOf: () => unknown): Transaction {
  const insist = () => {
    const loss = lossOf();
    if (loss !== undefined) throw loss;
  };
  return new Proxy(transaction, {
    apply: (target, _self, args: [TemplateStringsArray]) => {
      insist();
      return target(...args);
    },
    get: (target, name: keyof Transaction) => {
      insist();
      return target[name];
    },
  });
}
