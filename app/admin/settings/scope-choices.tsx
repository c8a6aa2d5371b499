"use client";

import { CircleAlert } from "lucide-react";
import { useFormState } from "@/components/forms/action-form";

export type ScopeGroup = {
  readonly legend: string;
  readonly hint?: string;
  readonly scopes: readonly { readonly value: string; readonly label: string }[];
};

/** What a key may do: several of a few. */
export function ScopeChoices({ groups }: { readonly groups: readonly ScopeGroup[] }) {
  const state = useFormState();
  const error = state.status === "rejected" ? state.fieldErrors.scopes : undefined;
  return (
    <div className="space-y-3">
      {groups.map((group) => (
        <Choices key={group.legend} group={group} isWrong={error !== undefined} />
      ))}
      {error ? (
        <p id="scopes-error" className="flex items-start gap-1.5 text-sm text-problem">
          <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Choices({ group, isWrong }: { readonly group: ScopeGroup; readonly isWrong: boolean }) {
  return (
    <fieldset aria-describedby={isWrong ? "scopes-error" : undefined}>
      <legend className="mb-1 text-sm font-medium">{group.legend}</legend>
      {group.hint ? <p className="mb-2 text-sm text-muted">{group.hint}</p> : null}
      <div className="space-y-1">
        {group.scopes.map(({ value, label }) => (
          <label key={value} className="flex min-h-6 items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              name="scopes"
              value={value}
              aria-invalid={isWrong ? true : undefined}
              className="mt-0.5 size-4 flex-none accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
