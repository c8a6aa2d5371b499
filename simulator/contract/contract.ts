import type { ErrorObject } from "ajv/dist/2020.js";
import type { Params } from "./form";
import { describeErrors, type Operation, stripeShapes } from "./shapes";

export type Violation = {
  readonly direction: "request" | "response" | "event" | "crash";
  readonly what: string;
  readonly errors: readonly string[];
};

const VIOLATIONS_MAX = 500;

/**
 * Compares everything that is said with the shapes of the installed `stripe` package.
 *
 * Request parameters are always checked, because refusing wrong ones is part of being Stripe.
 * `isChecking` decides whether answers and events are checked as well.
 */
export class Contract {
  #violations: Violation[] = [];

  constructor(public isChecking: boolean) {}

  /** The parameters in their real types (forms carry only text), or what is wrong with them. */
  parse(operation: Operation, params: Params): { readonly errors: readonly ErrorObject[] } {
    const validate = operation.request();
    if (validate === undefined) return { errors: unexpected(params) };
    if (validate(params)) return { errors: [] };
    const errors = validate.errors ?? [];
    this.#record({ direction: "request", what: operation.id, errors: describeErrors(errors) });
    return { errors };
  }

  checkResponse(operation: Operation, status: number, body: unknown): void {
    if (!this.isChecking) return;
    const validate = status >= 400 ? stripeShapes().errorBody() : operation.response();
    if (validate(body)) return;
    const errors = describeErrors(validate.errors ?? []);
    this.#record({ direction: "response", what: `${operation.id} ${status}`, errors });
  }

  checkEvent(event: Params): void {
    if (!this.isChecking) return;
    const type = String(event.type);
    const validate = stripeShapes().event(event.object, type);
    if (validate(event)) return;
    const errors = describeErrors(validate.errors ?? []);
    this.#record({ direction: "event", what: type, errors });
  }

  /** A failure of the simulator itself: never silent, and never part of a green run. */
  recordCrash(what: string, error: unknown): void {
    this.#record({ direction: "crash", what, errors: [String(error)] });
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  clear(): void {
    this.#violations = [];
  }

  #record(violation: Violation): void {
    if (this.#violations.length < VIOLATIONS_MAX) this.#violations.push(violation);
  }
}

/** Endpoints without parameters of their own still take `expand`. */
function unexpected(params: Params): readonly ErrorObject[] {
  return Object.keys(params)
    .filter((name) => name !== "expand")
    .map((name) => ({
      keyword: "additionalProperties",
      instancePath: "",
      schemaPath: "",
      params: { additionalProperty: name },
    }));
}
