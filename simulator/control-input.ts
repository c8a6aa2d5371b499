import type { Params } from "./contract/form";

/** A control request that makes no sense, answered with a sentence that says what would. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function optionalText(input: Params, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw new ControlError(400, `${name} must be text.`);
}

function text(input: Params, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined) throw new ControlError(400, `${name} is missing: it must be text.`);
  return value;
}

function optionalInteger(input: Params, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new ControlError(400, `${name} must be a whole number.`);
}

function integer(input: Params, name: string): number {
  const value = optionalInteger(input, name);
  if (value === undefined)
    throw new ControlError(400, `${name} is missing: it must be a whole number.`);
  return value;
}

function positiveInteger(input: Params, name: string): number {
  const value = integer(input, name);
  if (value >= 1) return value;
  throw new ControlError(400, `${name} must be at least 1.`);
}

function texts(input: Params, name: string): readonly string[] {
  const value = input[name];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new ControlError(400, `${name} must be a list of texts.`);
}

function oneOf<T extends string>(input: Params, name: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === input[name]);
  if (found !== undefined) return found;
  throw new ControlError(400, `${name} must be one of ${allowed.join(", ")}.`);
}

function currency(input: Params): string {
  const value = text(input, "currency").toLowerCase();
  if (/^[a-z]{3}$/.test(value)) return value;
  throw new ControlError(400, "currency must be a code of three letters, such as eur.");
}

export const requireControl = {
  ...{ text, optionalText, integer, optionalInteger, positiveInteger, texts, oneOf, currency },
};
