import { expect, it } from "vitest";
import { GatewayError, type GatewayTrouble } from "@/lib/stripe/ports";
import { failureLine } from "./failure";

it.each<{ trouble: GatewayTrouble; code: string; says: string }>([
  { trouble: "unavailable", code: "ECONNREFUSED", says: "then run the same command again" },
  { trouble: "unavailable", code: "malformed_answer", says: "then run the same command again" },
  { trouble: "refused", code: "authentication_failed", says: "check that it is whole" },
  { trouble: "refused", code: "permission_denied", says: "give it the permissions" },
  { trouble: "gone", code: "resource_missing", says: "is of the right account" },
  { trouble: "refused", code: "parameter_invalid", says: "with LOG_LEVEL=debug" },
])("tells an operator what to do when Stripe’s trouble is $trouble ($code)", (row) => {
  const error = new GatewayError(row.trouble, row.code, "The balance: Stripe answered 400");
  expect(failureLine(error)).toContain(row.says);
});
