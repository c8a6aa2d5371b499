import pino, { type Logger } from "pino";
import { environment } from "@/lib/config/environment";
import { standardOutput } from "@/lib/config/standard-output";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "child">;

/** Fields that never reach a log line, wherever somebody may put them. */
const SECRETS = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "secretKey",
  "token",
  "url",
  "email",
  "apiKey",
  "rawBody",
];

/** One JSON object a line on standard output, without secrets and without onboarding links. */
export function createLog(name: string, level = environment().LOG_LEVEL): Log {
  const options = {
    name,
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError },
    redact: {
      paths: SECRETS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[redacted]",
    },
  };
  return pino(options, standardOutput());
}

/** What identifies an error, without the request and the parameters that drivers attach to it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint_name: constraint, requestId } = error as Error & Record<string, unknown>;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    constraint,
    requestId,
    cause,
  };
}
