import type { Route } from "@/scripts/testing/api-world";
import { sale } from "@/scripts/testing/api-world";

export type Sending = {
  /** External ids that were answered as recorded or known. */
  readonly acknowledged: Set<string>;
  readonly statuses: Map<number, number>;
  readonly slowestMs: () => number;
  readonly stop: () => Promise<void>;
};

/**
 * A marketplace's backend: so many lanes report sales without a pause, and repeat what was not
 * answered with success, as the API tells them to.
 */
export function keepSending(
  route: Route<Record<string, never>>,
  options: {
    readonly key: string;
    readonly pluginId: string;
    readonly lanes: number;
    /** Its external ids are its own. */
    readonly round: number;
  },
): Sending {
  const { key, pluginId, lanes, round } = options;
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  let slowest = 0;
  let isOver = false;
  const send = async (externalId: string): Promise<boolean> => {
    const start = performance.now();
    const request = new Request("http://localhost:3000/api/v1/events", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ events: [sale({ externalId, pluginId })] }),
    });
    const response = await route(request, { params: Promise.resolve({}) });
    slowest = Math.max(slowest, performance.now() - start);
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    const isRetry = response.headers.has("retry-after");
    if (response.status === 503 && !isRetry) throw new Error("503 without Retry-After");
    await response.arrayBuffer();
    return response.status === 200;
  };
  const lane = async (name: number) => {
    for (let no = 0; !isOver; no++) {
      const externalId = `round-${round}-${name}-${no}`;
      while (!isOver && !(await send(externalId))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (!isOver) acknowledged.add(externalId);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, (_, name) => lane(name)));
  return {
    acknowledged,
    statuses,
    slowestMs: () => slowest,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
}
