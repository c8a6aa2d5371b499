import type { z } from "zod";
import type { ApiScope } from "@/lib/auth/actor";
import { LIMIT_DEFAULT, LIMIT_MAX } from "./parse-query";

export type Operation = {
  readonly method: "get" | "post" | "put" | "delete";
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: ApiScope;
  readonly parameters?: readonly Parameter[];
  readonly body?: z.ZodType;
  /** Whether the body may be left out. */
  readonly isBodyOptional?: boolean;
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

const STRIPE_ID = { type: "string", pattern: "^\\w{1,200}(:won)?$" };
const MARKETPLACE_ID = { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$" };
const UUID = { type: "string", format: "uuid" };
export const MONTH = { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])$" };

const inPath = (name: string, description: string, schema: object): Parameter => ({
  ...{ name, in: "path", required: true, description, schema },
});
export const inQuery = (name: string, description: string, schema: object): Parameter => ({
  ...{ name, in: "query", description, schema },
});

export const ownId = inPath("id", "Your own id.", MARKETPLACE_ID);
export const runId = inPath("id", "The run's id.", UUID);
export const payoutId = inPath("id", "The payout's id.", UUID);
export const stripeObjectId = inPath("id", "Stripe's id of what could not be recorded.", STRIPE_ID);
export const periodInPath = inPath("period", "An accounting month, YYYY-MM.", MONTH);
export const currencyInPath = inPath("currency", "ISO 4217, in either case.", { type: "string" });

export const month = inQuery("period", "Only this month's.", MONTH);
export const developer = inQuery("developerId", "Only this developer's.", MARKETPLACE_ID);
export const plugin = inQuery("pluginId", "Only this plugin's.", MARKETPLACE_ID);
export const payout = inQuery("payoutId", "Only this payout's.", UUID);
export const oneOf = (name: string, description: string, words: readonly string[]) =>
  inQuery(name, description, { type: "string", enum: words });

export const paging: readonly Parameter[] = [
  inQuery("limit", "Rows of a page.", {
    ...{ type: "integer", minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
  }),
  inQuery("cursor", "The nextCursor of the page before.", { type: "string" }),
];
