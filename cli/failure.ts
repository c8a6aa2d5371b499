import { GatewayError } from "@/lib/stripe/ports";

/** One clear line for an operator. What it was in full shows with `LOG_LEVEL=debug`. */
export function failureLine(error: unknown): string {
  const found = rootOf(error);
  if (found instanceof GatewayError) return stripeLine(found);
  const code = typeof found.code === "string" ? found.code : "";
  if (code === "42P01" || code === "42703" || code === "3F000") {
    return "The database is not up to date: run `npm run remit -- migrate`";
  }
  if (code === "ECONNREFUSED" || code === "CONNECT_TIMEOUT" || code === "ENOTFOUND") {
    return "The database does not answer: check DATABASE_URL and that PostgreSQL is running";
  }
  if (code === "28P01" || code === "28000") {
    return "The database refuses the user or password in DATABASE_URL";
  }
  if (code === "3D000") return "The database named in DATABASE_URL does not exist";
  if (code === "ENOENT" && typeof found.path === "string") return `There is no file ${found.path}`;
  if (code === "Z_BUF_ERROR" || code === "Z_DATA_ERROR")
    return "The .gz file is damaged or cut off";
  const message = found.message.split("\n", 1)[0] ?? "";
  return message === "" ? `Failed${code === "" ? "" : `: ${code}`}` : message;
}

/** Repeating is safe: what Stripe was asked for has a key, or is looked up before. */
function stripeLine({ trouble, code, message }: GatewayError): string {
  if (trouble === "unavailable") {
    return `Stripe gave no usable answer (${code}). Check the network and https://status.stripe.com, then run the same command again`;
  }
  if (code === "authentication_failed") {
    return "Stripe refuses the key in STRIPE_SECRET_KEY: check that it is whole, and was not rolled or deleted";
  }
  if (code === "permission_denied") {
    return `The key in STRIPE_SECRET_KEY may not do this (${message}): give it the permissions that docs/operations.md names`;
  }
  if (trouble === "gone") {
    return `${message}: check that STRIPE_SECRET_KEY is of the right account, and of the right mode`;
  }
  return `${message}. The same command with LOG_LEVEL=debug shows all that Stripe said`;
}

type Found = { readonly message: string; readonly code?: unknown; readonly path?: unknown };

/** The first error of an aggregate, else the error itself. */
function rootOf(error: unknown): Found {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  return error instanceof Error ? error : { message: String(error) };
}
