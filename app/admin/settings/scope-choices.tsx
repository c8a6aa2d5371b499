"use client";

import { CircleAlert } from "lucide-react";
import { useFormState } from "@/components/forms/action-form";

/** What a key may do: several of a few. */
export function ScopeChoices({
  scopes,
}: {
  readonly scopes: readonly { readonly value: string; readonly label: string }[];
}) {
  const state = useFormState();
  const error = state.status === "rejected" ? state.fieldErrors.scopes : undefined;
  return (
    <fieldset aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="mb-1 text-sm font-medium">The key may</legend>
      <div className="space-y-1">
        {scopes.map(({ value, label }) => (
          <label key={value} className="flex min-h-6 items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              name="scopes"
              value={value}
              aria-invalid={error ? true : undefined}
              className="mt-0.5 size-4 flex-none accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
      {error ? (
        <p id="scopes-error" className="mt-1 flex items-start gap-1.5 text-sm text-problem">
          <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
