import { accountRoutes } from "./accounts";
import { accountV2Routes } from "./accounts-v2";
import { balanceRoutes } from "./balance";
import { balanceTransactionRoutes } from "./balance-transactions";
import { chargeRoutes } from "./charges";
import { type Operation, stripeShapes } from "./contract/shapes";
import { disputeRoutes } from "./disputes";
import { eventRoutes } from "./event-endpoints";
import { linkRoutes } from "./links";
import { payoutRoutes } from "./payouts";
import { refundRoutes } from "./refunds";
import { reversalRoutes } from "./reversals";
import type { Route } from "./route";
import { topupRoutes } from "./topups";
import { transferRoutes } from "./transfers";
import { webhookEndpointRoutes } from "./webhook-endpoints";

const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...accountV2Routes,
  ...linkRoutes,
  ...transferRoutes,
  ...reversalRoutes,
  ...balanceRoutes,
  ...balanceTransactionRoutes,
  ...topupRoutes,
  ...payoutRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
];

type Known = {
  readonly route: Route;
  readonly parts: readonly string[];
  readonly operation: Operation;
};
export type Match = {
  readonly route: Route;
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
};

export type Router = (method: string, path: string) => Match | undefined;

/** Finds the route of a request. A route that the `stripe` package does not know is a mistake. */
export function createRouter(): Router {
  const byShape = new Map<string, Known[]>();
  for (const route of ROUTES) {
    const operation = stripeShapes().operation(route.method, route.path);
    if (operation === undefined) {
      throw new Error(`the generated shapes lack ${route.method} ${route.path}`);
    }
    const parts = route.path.split("/");
    const shape = `${route.method} ${parts.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), { route, parts, operation }]);
  }
  return (method, path) => {
    const given = path.split("/");
    for (const { route, parts, operation } of byShape.get(`${method} ${given.length}`) ?? []) {
      const values = matchParts(parts, given);
      if (values !== undefined) return { route, operation, path: values };
    }
    return undefined;
  };
}

function matchParts(
  parts: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const text = given[index] ?? "";
    if (part.startsWith("{")) {
      if (text === "") return undefined;
      values[part.slice(1, -1)] = decode(text);
    } else if (part !== text) return undefined;
  }
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
