import { z } from "zod";
import { PAYOUT_STATES } from "@/lib/domain/payout";
import { LIMIT_DEFAULT, LIMIT_MAX } from "./parse-query";
import {
  developerInput,
  earningsOutput,
  eventResults,
  eventsDocumented,
  payoutsOutput,
  pluginInput,
  problemOutput,
} from "./schemas";

export type Operation = {
  readonly method: "get" | "post" | "put";
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: z.ZodType;
  readonly answers: readonly {
    readonly status: number;
    readonly says: string;
    readonly schema?: z.ZodType;
  }[];
};

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly description: string;
  readonly schema: object;
};

const id: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "Your own id.",
  schema: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$" },
};
const month = { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])$" };
const paging: readonly Parameter[] = [
  {
    name: "limit",
    in: "query",
    description: "Rows of a page.",
    schema: { type: "integer", minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
  },
  {
    name: "cursor",
    in: "query",
    description: "The nextCursor of the page before.",
    schema: { type: "string" },
  },
];
const developer: Parameter = {
  name: "developerId",
  in: "query",
  description: "Only this developer's.",
  schema: id.schema,
};

/** Everything the API does; the document and the page about it are both made from this. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/events",
    id: "recordEvents",
    summary: "Record events",
    description:
      "Takes 1 to 1,000 events, at most 1,000,000 bytes, and answers for each in the order sent. Repeating a request is safe: what was recorded answers duplicate with its first id. The same externalId with other content is rejected as a conflict. Of a JSON key given twice, the last counts.",
    scope: "events:write",
    body: eventsDocumented,
    answers: [
      { status: 200, says: "Every event is recorded or a duplicate.", schema: eventResults },
      { status: 207, says: "Some events are rejected.", schema: eventResults },
    ],
  },
  {
    method: "put",
    path: "/api/v1/developers/{id}",
    id: "putDeveloper",
    summary: "Put a developer",
    description:
      "Adds a developer or replaces name, e-mail and country; sets the schedule when there is one.",
    scope: "catalog:write",
    parameters: [id],
    body: developerInput,
    answers: [{ status: 200, says: "The developer as kept." }],
  },
  {
    method: "put",
    path: "/api/v1/plugins/{id}",
    id: "putPlugin",
    summary: "Put a plugin",
    description:
      "Adds a plugin or replaces name and price. Another developerId than before owns it from now on: what happened earlier stays with the earlier owner. shares says who else has a part of its revenue from now on; sales that happened stay as they were split.",
    scope: "catalog:write",
    parameters: [id],
    body: pluginInput,
    answers: [{ status: 200, says: "The plugin as kept." }],
  },
  {
    method: "get",
    path: "/api/v1/earnings",
    id: "listEarnings",
    summary: "List earnings",
    description: "What developers earned, by accounting month and currency.",
    scope: "earnings:read",
    parameters: [
      { name: "from", in: "query", required: true, description: "The first month.", schema: month },
      { name: "to", in: "query", required: true, description: "The last month.", schema: month },
      developer,
      ...paging,
    ],
    answers: [{ status: 200, says: "One page.", schema: earningsOutput }],
  },
  {
    method: "get",
    path: "/api/v1/payouts",
    id: "listPayouts",
    summary: "List payouts",
    description: "Payouts and how far paying them has come.",
    scope: "earnings:read",
    parameters: [
      { name: "period", in: "query", description: "Only this month's.", schema: month },
      developer,
      {
        name: "state",
        in: "query",
        description: "Only those in this state.",
        schema: { type: "string", enum: PAYOUT_STATES },
      },
      ...paging,
    ],
    answers: [{ status: 200, says: "One page.", schema: payoutsOutput }],
  },
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
        "The revenue-share desk of a plugin marketplace. Amounts are integers in the currency's minor unit. More than twenty wrong API keys a minute are answered with 429 and Retry-After.",
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
    ...(operation.body ? { requestBody: { required: true, content: json(operation.body) } } : {}),
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

function json(schema: z.ZodType): object {
  return { "application/json": { schema: jsonSchema(schema) } };
}

export function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", reused: "inline" });
  return rest;
}
