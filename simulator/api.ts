import { setTimeout as wait } from "node:timers/promises";
import {
  baseHeaders,
  type Exchange,
  errorBody,
  errorReply,
  replayReply,
  single,
} from "./api-answers";
import { decodeForm, type Params } from "./contract/form";
import { catchUp } from "./due-times";
import {
  ApiError,
  invalidRequest,
  liveKeyRefused,
  rateLimited,
  serverError,
  unauthorized,
  unknownUrl,
} from "./errors";
import { expand } from "./expand";
import { claimKey, releaseKey, storeOutcome } from "./idempotency";
import { parseParams } from "./parameters";
import type { RateLimit } from "./rate-limit";
import { faultReply, type Incoming, JSON_TYPE, type Reply } from "./reply";
import type { Match, Router } from "./router";
import type { World } from "./world";

export type ApiOptions = {
  readonly router: Router;
  readonly rateLimit: RateLimit | undefined;
  readonly latencyMs: number;
};

/**
 * Answers one API request, with Stripe's order of checks: key, rate limit, idempotency,
 * parameters, execution. Whatever is decided before "execution" is not stored under the key.
 */
export async function answerApi(
  world: World,
  incoming: Incoming,
  options: ApiOptions,
): Promise<Reply> {
  if (options.latencyMs > 0) await wait(options.latencyMs);
  const exchange = begin(world, incoming);
  const reply = await answer(world, exchange, options);
  exchange.log.status = reply.loss === undefined ? reply.status : null;
  return reply;
}

function begin(world: World, incoming: Incoming): Exchange {
  const { headers, method, path } = incoming;
  const requestId = world.ids.mint("req", 14);
  const key = single(headers["idempotency-key"]);
  const account = single(headers["stripe-account"]) ?? single(headers["stripe-context"]);
  const fault = world.faults.take(method, path);
  const log = world.requestLog.add({
    ...{ id: requestId, at: world.clock.nowText(), method, path },
    ...{ query: incoming.query, body: incoming.body, idempotencyKey: key ?? null },
    ...{ account: account ?? null, status: null, fault: fault?.mode ?? null, isReplay: false },
  });
  return { incoming, requestId, key, account, fault, log };
}

async function answer(world: World, exchange: Exchange, options: ApiOptions): Promise<Reply> {
  const { fault } = exchange;
  const lost: Reply = { status: 200, headers: JSON_TYPE, body: "" };
  if (fault?.mode === "reset_before") return { ...lost, loss: "reset" };
  if (fault?.mode === "hang_before") return { ...lost, loss: "hang" };
  if (fault?.mode === "truncate_before") {
    return { ...lost, body: '{"id":"tr_cut","object":"transfer","amount"', loss: "truncate" };
  }
  let reply: Reply;
  try {
    reply = await process(world, exchange, options);
  } catch (error) {
    reply = errorReply(error, exchange, world);
  }
  switch (fault?.mode) {
    case "status_after":
    case "json_without_error_after":
      return faultReply(fault);
    case "reset_after":
      return { ...reply, loss: "reset" };
    case "hang_after":
      return { ...reply, loss: "hang" };
    case "truncate_after":
      return { ...reply, loss: "truncate" };
    default:
      return reply;
  }
}

async function process(world: World, exchange: Exchange, options: ApiOptions): Promise<Reply> {
  const { incoming, fault } = exchange;
  authenticate(incoming);
  if (fault?.mode === "status_before" || fault?.mode === "json_without_error") {
    const reply = faultReply(fault);
    return { ...reply, headers: { ...baseHeaders(exchange), ...reply.headers } };
  }
  if (options.rateLimit?.take() === false) throw rateLimited("global-rate");
  const match = options.router(incoming.method, incoming.path);
  if (match === undefined) throw unknownUrl(incoming.method, incoming.path);
  catchUp(world);
  const claim = claimFor(world, exchange);
  if (claim?.kind === "replay") return replayReply(exchange, claim);

  const outcome = await runOnce(world, exchange, match, claim?.id);
  await world.keep();
  const { status, body } = outcome;
  return { status, body, headers: { ...baseHeaders(exchange), ...outcome.headers } };
}

/** Reads the parameters, executes, and stores what came of it under the key, if there is one. */
async function runOnce(
  world: World,
  exchange: Exchange,
  match: Match,
  claimId: string | undefined,
): Promise<Outcome> {
  const { incoming, fault } = exchange;
  let isStored = false;
  try {
    const params = readParams(world, exchange, match);
    if (fault?.mode === "slow") await wait(fault.delayMs ?? 1000);
    const outcome = execute(world, exchange, match, params);
    // v2 carries failed work to completion on the next try; v1 repeats the failure it stored.
    isStored = outcome.isStored && (outcome.status < 400 || !incoming.path.startsWith("/v2/"));
    if (isStored && claimId !== undefined) {
      storeOutcome(world.store, claimId, { status: outcome.status, body: outcome.body });
    }
    return outcome;
  } finally {
    if (!isStored && claimId !== undefined) releaseKey(world.store, claimId);
  }
}

function authenticate(incoming: Incoming): void {
  const key = /^Bearer (\S+)$/.exec(single(incoming.headers.authorization) ?? "")?.[1];
  if (key !== undefined && /^(sk|rk)_live_/.test(key)) throw liveKeyRefused();
  if (key === undefined || !/^(sk|rk)_test_/.test(key)) throw unauthorized(key);
}

function claimFor(world: World, exchange: Exchange) {
  const { incoming, key, account, requestId } = exchange;
  const { method, path, body } = incoming;
  const isKeyed = method === "POST" || (method === "DELETE" && path.startsWith("/v2/"));
  if (!isKeyed || key === undefined) return undefined;
  return claimKey(world.store, world.clock, { key, account, method, path, body, requestId });
}

function readParams(world: World, { incoming }: Exchange, { operation }: Match): Params {
  if (incoming.method !== "POST") {
    const { page, ...query } = decodeForm(incoming.query);
    const params = parseParams(world.contract, operation, query);
    // v2's page token is part of the URL it hands out, not of the described parameters.
    return page === undefined ? params : { ...params, page };
  }
  if (!operation.isJson) return parseParams(world.contract, operation, decodeForm(incoming.body));
  return parseParams(world.contract, operation, readJson(incoming.body));
}

function readJson(body: string): Params {
  if (body === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalidRequest("The request body is not valid JSON.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Params;
  throw invalidRequest("The request body must be a JSON object.");
}

type Outcome = {
  readonly status: number;
  readonly body: string;
  readonly headers: Reply["headers"];
  readonly isStored: boolean;
};

/** Runs a request to its end. Handlers refuse before they change anything. */
function execute(world: World, exchange: Exchange, match: Match, params: Params): Outcome {
  const { fault, requestId, key, account } = exchange;
  const cause = { id: requestId, idempotencyKey: key ?? null };
  try {
    if (fault?.mode === "stored_500") throw serverError();
    const result = match.route.handle(world, { path: match.path, params, account, cause });
    if (fault?.mode === "error_after_effect") throw serverError();
    const expanded = expand(world, result, params.expand);
    world.contract.checkResponse(match.operation, 200, expanded);
    return { status: 200, body: JSON.stringify(expanded), headers: {}, isStored: true };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = errorBody(error, requestId);
    world.contract.checkResponse(match.operation, error.status, body);
    const { status, headers, isStored } = error;
    return { status, body: JSON.stringify(body), headers, isStored };
  }
}
