import { type Logger, pino } from "pino";
import { environment } from "@/lib/config/environment";

let logger: Logger | undefined;

/** Security events, one line each, without tokens, links or addresses that nobody proved. */
export function authLog(): Logger {
  if (logger) return logger;
  const { LOG_LEVEL, NODE_ENV } = environment();
  logger = pino({ name: "auth", level: NODE_ENV === "test" ? "silent" : LOG_LEVEL });
  return logger;
}
