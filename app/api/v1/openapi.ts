import { z } from "zod";
import type { Operation } from "./operation";
import { ADJUSTMENT_OPERATIONS } from "./operations/adjustments";
import { AUDIT_OPERATIONS } from "./operations/audit-log";
import { CHARGE_PROBLEM_OPERATIONS } from "./operations/charge-problems";
import { CORRECTION_OPERATIONS } from "./operations/corrections";
import { DEVELOPER_OPERATIONS } from "./operations/developers";
import { MARKETPLACE_OPERATIONS } from "./operations/marketplace";
import { PAUSE_OPERATIONS } from "./operations/pauses";
import { PERIOD_OPERATIONS } from "./operations/periods";
import { REVERSAL_OPERATIONS } from "./operations/reversals";
import { RUN_OPERATIONS } from "./operations/runs";
import { SETTING_OPERATIONS } from "./operations/settings";
import { problemOutput } from "./schemas";

/** Everything the API does; the document and the page about it are both made from this. */
export const OPERATIONS: readonly Operation[] = [
  ...MARKETPLACE_OPERATIONS,
  ...PERIOD_OPERATIONS,
  ...RUN_OPERATIONS,
  ...PAUSE_OPERATIONS,
  ...REVERSAL_OPERATIONS,
  ...CHARGE_PROBLEM_OPERATIONS,
  ...CORRECTION_OPERATIONS,
  ...ADJUSTMENT_OPERATIONS,
  ...DEVELOPER_OPERATIONS,
  ...SETTING_OPERATIONS,
  ...AUDIT_OPERATIONS,
];

/** The description of the API in OpenAPI 3.1. */
export function openApiDocument(serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: operationObject(operation),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Remit",
      version: "1",
      description:
        "The revenue-share desk of a plugin marketplace. Amounts are integers in the currency's minor unit. A key with a scope of an admin acts as the admin who made it. More than twenty wrong API keys a minute are answered with 429 and Retry-After.",
    },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "rmt_…" } },
    },
    paths,
  };
}

function operationObject(operation: Operation): object {
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: `${operation.description} Needs the scope \`${operation.scope}\`.`,
    ...(operation.parameters ? { parameters: operation.parameters } : {}),
    ...requestBody(operation),
    responses: {
      ...Object.fromEntries(
        operation.answers.map(({ status, says, schema }) => [
          status,
          { description: says, ...(schema ? { content: json(schema) } : {}) },
        ]),
      ),
      default: {
        description: "A problem.",
        content: { "application/problem+json": { schema: jsonSchema(problemOutput) } },
      },
    },
  };
}

function requestBody({ body, isBodyOptional = false }: Operation): object {
  if (!body) return {};
  return { requestBody: { required: !isBodyOptional, content: json(body) } };
}

function json(schema: z.ZodType): object {
  return { "application/json": { schema: jsonSchema(schema) } };
}

export function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", reused: "inline" });
  return rest;
}
