import { type Logger, pino } from "pino";
import { environment } from "@/lib/config/environment";
import { standardOutput } from "@/lib/config/standard-output";

let logger: Logger | undefined;

/** Security events, one line each, without tokens, links or addresses that nobody proved. */
export function authLog(): Logger {
  if (logger) return logger;
  const { LOG_LEVEL, NODE_ENV } = environment();
  const level = NODE_ENV === "test" ? "silent" : LOG_LEVEL;
  logger = pino({ name: "auth", level }, standardOutput());
  return logger;
}
