import { describeResource, type PathItem } from "./operations";
import { type Schema, SchemaWriter } from "./schema-writer";
import { openStripePackage } from "./stripe-package";
import { WANTED_METHODS } from "./wanted";

/**
 * Describes the endpoints in use as OpenAPI 3.1, from nothing but the installed `stripe` package,
 * and so always as the pinned version has them.
 *
 * Schemas are one to a line, so that a new version of the package shows as a readable difference.
 */
export function generateStripeShapes(): string {
  const stripe = openStripePackage();
  const writer = new SchemaWriter(stripe);
  const paths: Record<string, Record<string, PathItem>> = {};
  for (const [resource, methods] of Object.entries(WANTED_METHODS)) {
    describeResource(stripe, writer, resource, methods, paths);
  }
  const info = {
    title: "The endpoints of Stripe's API that the simulator answers",
    version: stripe.apiVersion,
    "x-stripe-node": stripe.version,
  };
  const schemas = { ...writer.schemas, error_envelope: ERROR_ENVELOPE };
  return `{
"openapi": "3.1.0",
"info": ${JSON.stringify(info)},
"paths": ${lines(paths)},
"components": { "schemas": ${lines(schemas)} }
}
`;
}

function lines(entries: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(entries).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${rows.join(",\n")}\n}`;
}

const TEXT: Schema = { type: "string" };

/** The one shape that the package's types do not spell out. */
const ERROR_ENVELOPE: Schema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["type", "message"],
      properties: {
        type: {
          type: "string",
          enum: ["api_error", "card_error", "idempotency_error", "invalid_request_error"],
        },
        ...{ code: TEXT, message: TEXT, param: TEXT, doc_url: TEXT, request_log_url: TEXT },
      },
    },
  },
};
