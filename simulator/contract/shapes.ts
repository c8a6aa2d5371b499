import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";

type Schema = Readonly<Record<string, unknown>>;
type OperationText = {
  readonly operationId: string;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly "x-query-schema"?: Schema;
};
type ShapesDocument = {
  readonly info: { readonly version: string; readonly "x-stripe-node": string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationText>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** One endpoint as the installed `stripe` package describes it. */
export type Operation = {
  readonly id: string;
  readonly isJson: boolean;
  readonly request: () => ValidateFunction | undefined;
  readonly response: () => ValidateFunction;
};

const FORM = "application/x-www-form-urlencoded";
const DOCUMENT = new URL("./stripe-shapes.gen.json", import.meta.url);

/**
 * The generated description of the endpoints in use, ready to validate with.
 *
 * One copy serves every simulator of the process: validators compile on first use, which takes
 * far longer than running them.
 */
class Shapes {
  readonly document = JSON.parse(readFileSync(DOCUMENT, "utf8")) as ShapesDocument;
  readonly #strictly = this.#validator(false);
  readonly #fromText = this.#validator(true);
  readonly #eventSchemas = this.#findEventSchemas();

  operation(method: string, path: string): Operation | undefined {
    const verb = method.toLowerCase();
    const text = this.document.paths[path]?.[verb];
    if (text === undefined) return undefined;
    const base = `/paths/${escapePointer(path)}/${verb}`;
    const isJson = text.requestBody?.content["application/json"] !== undefined;
    const mediaType = escapePointer(isJson ? "application/json" : FORM);
    const request = text.requestBody
      ? `${base}/requestBody/content/${mediaType}/schema`
      : `${base}/x-query-schema`;
    const hasRequest = text.requestBody !== undefined || text["x-query-schema"] !== undefined;
    const answer = `${base}/responses/200/content/${escapePointer("application/json")}/schema`;
    return {
      id: text.operationId,
      isJson,
      request: () =>
        hasRequest ? this.#compiled(isJson ? this.#strictly : this.#fromText, request) : undefined,
      response: () => this.#compiled(this.#strictly, answer),
    };
  }

  errorBody(): ValidateFunction {
    return this.#compiled(this.#strictly, "/components/schemas/error_envelope");
  }

  event(object: unknown, type: unknown): ValidateFunction {
    const fallback = object === "event" ? "event" : "v2.core_event";
    const name = this.#eventSchemas.get(`${String(object)} ${String(type)}`) ?? fallback;
    return this.#compiled(this.#strictly, `/components/schemas/${escapePointer(name)}`);
  }

  #validator(coerceTypes: boolean): Ajv2020 {
    const ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      validateFormats: false,
      coerceTypes,
    });
    ajv.addSchema(this.document, "stripe");
    return ajv;
  }

  #compiled(ajv: Ajv2020, pointer: string): ValidateFunction {
    const validate = ajv.getSchema(`stripe#${pointer}`);
    if (validate === undefined) throw new Error(`the shapes have nothing at ${pointer}`);
    return validate as ValidateFunction;
  }

  #findEventSchemas(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [name, schema] of Object.entries(this.document.components.schemas)) {
      if (!name.endsWith("Event")) continue;
      const object = onlyValue(schema, "object");
      const type = onlyValue(schema, "type");
      if (object !== undefined && type !== undefined) found.set(`${object} ${type}`, name);
    }
    return found;
  }
}

let loaded: Shapes | undefined;

export function stripeShapes(): Shapes {
  loaded ??= new Shapes();
  return loaded;
}

/** What is wrong, shortest useful form. Errors of `anyOf` itself repeat those of its branches. */
export function describeErrors(errors: readonly ErrorObject[]): readonly string[] {
  const told = errors.filter((error) => error.keyword !== "anyOf" || errors.length === 1);
  // A missing key is often the consequence of something else, so wrong values come first.
  const isMissing = (error: ErrorObject) => Number(error.keyword === "required");
  const ordered = told.toSorted((left, right) => isMissing(left) - isMissing(right));
  const texts = ordered.map((error) => {
    const detail = error.params.additionalProperty ?? error.params.allowedValues;
    const more = detail === undefined ? "" : ` (${String(detail).slice(0, 80)})`;
    return `${error.instancePath === "" ? "/" : error.instancePath} ${error.message ?? ""}${more}`;
  });
  return [...new Set(texts)].slice(0, 12);
}

function onlyValue(schema: Schema, property: string): string | undefined {
  const properties = schema.properties as Record<string, { enum?: readonly string[] }> | undefined;
  const values = properties?.[property]?.enum;
  return values?.length === 1 ? values[0] : undefined;
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll("~", "~0").replaceAll("/", "~1"));
}
