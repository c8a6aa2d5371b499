import type { ErrorObject } from "ajv/dist/2020.js";
import type { Contract } from "./contract/contract";
import type { Params } from "./contract/form";
import type { Operation } from "./contract/shapes";
import {
  type ApiError,
  invalidInteger,
  invalidParameter,
  missingParameter,
  unknownParameter,
} from "./errors";
import type { Metadata } from "./objects";

const METADATA_KEYS_MAX = 50;
const METADATA_KEY_LENGTH_MAX = 40;
const METADATA_VALUE_LENGTH_MAX = 500;

/** Turns the first thing wrong with the parameters into Stripe's 400; these are never stored. */
export function parseParams(contract: Contract, operation: Operation, params: Params): Params {
  const given = { ...params };
  const { errors } = contract.parse(operation, given);
  const problem = mostTelling(errors);
  if (problem !== undefined) throw toApiError(problem, params);
  return given;
}

/** Unknown before missing before wrong: the order in which Stripe reports them. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const rank = (error: ErrorObject) =>
    error.keyword === "additionalProperties" ? 0 : error.keyword === "required" ? 1 : 2;
  return errors.toSorted((left, right) => rank(left) - rank(right))[0];
}

function toApiError(error: ErrorObject, params: Params): ApiError {
  const place = error.instancePath.split("/").filter((part) => part !== "");
  const inside = (name: string) => bracketed([...place, name]);
  if (error.keyword === "additionalProperties") {
    return unknownParameter(inside(String(error.params.additionalProperty)));
  }
  if (error.keyword === "required") {
    return missingParameter(inside(String(error.params.missingProperty)));
  }
  const value = place.reduce<unknown>(
    (level, part) => (level as Params | undefined)?.[part],
    params,
  );
  const param = bracketed(place);
  if (error.params.type === "integer") return invalidInteger(param, value);
  if (error.keyword === "enum") {
    const allowed = (error.params.allowedValues as readonly unknown[]).join(", ");
    return invalidParameter(`Invalid ${param}: must be one of ${allowed}`, undefined, param);
  }
  return invalidParameter(`Invalid ${param}: ${error.message ?? "wrong"}`, undefined, param);
}

function bracketed(path: readonly string[]): string {
  const [first = "", ...rest] = path;
  return first + rest.map((part) => `[${part}]`).join("");
}

/** Text, or undefined when absent or unset with an empty value. */
export function readText(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function requireText(params: Params, name: string): string {
  const value = readText(params, name);
  if (value === undefined) throw missingParameter(name);
  return value;
}

export function readInteger(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw invalidInteger(name, value);
  return value;
}

/** An amount in minor units, at least 1. */
export function readAmount(params: Params, name = "amount"): number | undefined {
  const value = readInteger(params, name);
  if (value === undefined || value >= 1) return value;
  throw invalidParameter(
    "This value must be greater than or equal to 1.",
    "parameter_invalid_integer",
    name,
  );
}

export function requireAmount(params: Params, name = "amount"): number {
  const value = readAmount(params, name);
  if (value === undefined) throw missingParameter(name);
  return value;
}

export function readObject(params: Params, name: string): Params {
  const value = params[name];
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Params)
    : {};
}

export function readTexts(params: Params, name: string): readonly string[] {
  const value = params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

const CURRENCIES: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()),
);

export function requireCurrency(params: Params): string {
  const currency = requireText(params, "currency").toLowerCase();
  if (CURRENCIES.has(currency)) return currency;
  throw invalidParameter(`Invalid currency: ${currency}.`, undefined, "currency");
}

export function requireWebUrl(params: Params, name: string): string {
  const text = requireText(params, name);
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw invalidParameter("Not a valid URL", "url_invalid", name);
}

/** Metadata merges: keys that are not named stay, and an empty value removes its key. */
export function mergeMetadata(current: Metadata, params: Params): Metadata {
  if (params.metadata === "" || params.metadata === null) return {};
  const merged: Record<string, string> = { ...current };
  for (const [key, value] of Object.entries(readObject(params, "metadata"))) {
    if (key.length > METADATA_KEY_LENGTH_MAX) throw tooLong("key", key, METADATA_KEY_LENGTH_MAX);
    const text = value === null ? "" : String(value);
    if (text.length > METADATA_VALUE_LENGTH_MAX) {
      throw tooLong("value", key, METADATA_VALUE_LENGTH_MAX);
    }
    if (text === "") delete merged[key];
    else merged[key] = text;
  }
  if (Object.keys(merged).length > METADATA_KEYS_MAX) {
    throw invalidParameter(
      `You can have up to ${METADATA_KEYS_MAX} metadata keys.`,
      undefined,
      "metadata",
    );
  }
  return merged;
}

function tooLong(part: "key" | "value", key: string, limit: number): ApiError {
  return invalidParameter(
    `Metadata ${part}s can have up to ${limit} characters.`,
    undefined,
    `metadata[${key}]`,
  );
}
