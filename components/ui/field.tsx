import { CircleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

const CONTROL =
  "block w-full min-h-10 rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-faint sm:text-sm disabled:opacity-60 aria-invalid:border-problem aria-invalid:outline-1 aria-invalid:outline-problem";

type Described = {
  /** Of the form field, and the beginning of the ids of its parts. */
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do, shown at the field. */
  readonly error?: string | undefined;
};

/** Ties label, hint and error to a control, by the ids that the control takes from here. */
export function describeField({ name, hint, error }: Omit<Described, "label">) {
  const describedBy = [hint ? `${name}-hint` : "", error ? `${name}-error` : ""].join(" ").trim();
  return {
    id: name,
    name,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy === "" ? undefined : describedBy,
  } as const;
}

export function Field({
  name,
  label,
  hint,
  error,
  children,
}: Described & { readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={name} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children}
      {hint ? (
        <p id={`${name}-hint`} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${name}-error`} className="mt-1 flex items-start gap-1.5 text-sm text-problem">
          <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
          <span className="wrap-anywhere">{error}</span>
        </p>
      ) : null}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  name,
  className,
  ...rest
}: Described & Omit<ComponentProps<"input">, "name">) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <input
        {...rest}
        {...describeField({ name, hint, error })}
        className={classes(CONTROL, className)}
      />
    </Field>
  );
}

export function TextAreaField({
  label,
  hint,
  error,
  name,
  className,
  ...rest
}: Described & Omit<ComponentProps<"textarea">, "name">) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <textarea
        rows={3}
        {...rest}
        {...describeField({ name, hint, error })}
        className={classes(CONTROL, className)}
      />
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  name,
  className,
  children,
  ...rest
}: Described & Omit<ComponentProps<"select">, "name">) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <select
        {...rest}
        {...describeField({ name, hint, error })}
        className={classes(CONTROL, "pe-8", className)}
      >
        {children}
      </select>
    </Field>
  );
}
