import { type Route, sale } from "@/scripts/testing/api-world";
import { until } from "./child";

/** A route's handler, or the network on the way to it: then there may be no answer at all. */
type Door = (request: Request) => Promise<Response | undefined>;

export type Sending = {
  /** External ids that were answered as recorded or known. */
  readonly acknowledged: Set<string>;
  readonly statuses: Map<number, number>;
  /** Requests that nothing came back for, whatever became of them. */
  readonly unanswered: () => number;
  readonly slowestMs: () => number;
  readonly stop: () => Promise<void>;
};

type SendingOptions = {
  readonly key: string;
  readonly pluginId: string;
  readonly lanes: number;
  /** Its external ids are its own. */
  readonly round: number;
  /** How many sales a request reports. */
  readonly batch?: number;
  /** When they happened, where that is not the usual day. */
  readonly occurredAt?: string;
};

/**
 * A marketplace's backend: so many lanes report sales without a pause, and repeat what was not
 * answered with success, as the API tells them to.
 */
export function keepSending(door: Door, options: SendingOptions): Sending {
  const { lanes, round, batch = 1 } = options;
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  let unanswered = 0;
  let slowest = 0;
  let isOver = false;
  const send = async (externalIds: readonly string[]): Promise<boolean> => {
    const start = performance.now();
    const response = await door(requestOf(externalIds, options));
    slowest = Math.max(slowest, performance.now() - start);
    if (!response) {
      unanswered += 1;
      return false;
    }
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    const isRetry = response.headers.has("retry-after");
    if (response.status === 503 && !isRetry) throw new Error("503 without Retry-After");
    await response.arrayBuffer();
    return response.status === 200;
  };
  const lane = async (name: number) => {
    for (let no = 0; !isOver; no++) {
      const ids = Array.from({ length: batch }, (_, at) => `round-${round}-${name}-${no}-${at}`);
      while (!isOver && !(await send(ids))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (!isOver) for (const id of ids) acknowledged.add(id);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, (_, name) => lane(name)));
  return {
    acknowledged,
    statuses,
    unanswered: () => unanswered,
    slowestMs: () => slowest,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
}

/**
 * A web follows the world's clock, but hears a moment later that it has moved. Until then a sale of
 * `now` is one of the future to it, and what it records counts as recorded long ago.
 */
export async function untilItHearsTheTime(
  door: Door,
  sale: Pick<SendingOptions, "key" | "pluginId">,
  now: () => Date,
): Promise<void> {
  await until("the web has heard the time", async () => {
    const occurredAt = now().toISOString();
    const answer = await door(requestOf([`heard-${occurredAt}`], { ...sale, occurredAt }));
    if (answer?.status !== 200) return false;
    const { results } = (await answer.json()) as { results: readonly { status: string }[] };
    return results.every(({ status }) => status !== "rejected");
  });
}

function requestOf(
  externalIds: readonly string[],
  options: Pick<SendingOptions, "key" | "pluginId" | "occurredAt">,
): Request {
  const { key, pluginId, occurredAt } = options;
  const at = occurredAt === undefined ? {} : { occurredAt };
  return new Request("http://localhost:3000/api/v1/events", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      events: externalIds.map((externalId) => sale({ externalId, pluginId, ...at })),
    }),
  });
}

/** A route's handler in this very process. */
export function doorTo(route: Route<Record<string, never>>): Door {
  return (request) => route(request, { params: Promise.resolve({}) });
}

/** Over the network to a process that may be dead, dying or not there yet. */
export function doorAt(baseUrl: string): Door {
  return async (request) => {
    const { pathname } = new URL(request.url);
    try {
      const answer = await fetch(new URL(pathname, baseUrl), {
        method: request.method,
        headers: request.headers,
        body: await request.text(),
      });
      // Half an answer is none.
      const body = await answer.arrayBuffer();
      return new Response(body, { status: answer.status, headers: answer.headers });
    } catch {
      return undefined;
    }
  };
}
