/** What a form shows after its action ran. Never holds a secret that was typed. */
export type FormState =
  | { readonly status: "idle" }
  | FormDone
  | {
      readonly status: "rejected";
      /** What happened and what to do, for the whole form. */
      readonly message: string;
      /** By field name. */
      readonly fieldErrors: Readonly<Record<string, string>>;
      /** What was typed, so that nobody types it again. */
      readonly typed: Readonly<Record<string, string>>;
    };

export type FormDone = {
  readonly status: "done";
  /** What happened, in past tense. */
  readonly message: string;
  /** A thing to show once, such as a new key. */
  readonly shownOnce?: string;
  /** A way to the thing. */
  readonly href?: string;
};

/** A server action as `defineAction` makes it. */
export type Action = (previous: FormState, form: FormData) => Promise<FormState>;

export const IDLE: FormState = { status: "idle" };

/** What an action's `run` says; `defineAction` adds what was typed. */
export type FormAnswer =
  | FormDone
  | {
      readonly status: "rejected";
      readonly message: string;
      readonly fieldErrors?: Readonly<Record<string, string>>;
    };

export function done(message: string, more: Omit<FormDone, "status" | "message"> = {}): FormAnswer {
  return { status: "done", message, ...more };
}

/** `message` says what happened and what to do; `fieldErrors` where to do it. */
export function rejected(
  message: string,
  fieldErrors: Readonly<Record<string, string>> = {},
): FormAnswer {
  return { status: "rejected", message, fieldErrors };
}
