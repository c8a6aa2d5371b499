"use client";

import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { FormSelect, FormText } from "@/components/forms/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Action } from "@/lib/forms/form-state";

type Choice = { readonly id: string; readonly name: string };

export type TermFormProps = {
  readonly action: Action;
  readonly tomorrow: string;
  readonly developers: readonly Choice[];
  readonly plugins: readonly Choice[];
};

/** Leads to the preview of a rate; the scope decides which list is shown. */
export function TermForm({ action, tomorrow, developers, plugins }: TermFormProps) {
  const [scope, setScope] = useState("marketplace");
  return (
    <ActionForm action={action} className="space-y-4" label="Add a rate">
      <FormSelect
        name="scope"
        label="For"
        value={scope}
        onChange={({ target }) => setScope(target.value)}
      >
        <option value="marketplace">The whole marketplace</option>
        <option value="developer">One developer</option>
        <option value="plugin">One plugin</option>
      </FormSelect>
      {scope === "developer" ? (
        <Choices name="developerId" label="Developer" choices={developers} />
      ) : null}
      {scope === "plugin" ? <Choices name="pluginId" label="Plugin" choices={plugins} /> : null}
      <FormText
        name="share"
        label="Developer’s share in percent"
        inputMode="decimal"
        autoComplete="off"
        placeholder="70"
        maxLength={8}
      />
      <FormText name="day" label="From" type="date" defaultValue={tomorrow} />
      <SubmitButton variant="secondary" pendingLabel="Looking…">
        Preview the rate
      </SubmitButton>
    </ActionForm>
  );
}

function Choices({
  name,
  label,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}) {
  return (
    <FormSelect name={name} label={label}>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.name}
        </option>
      ))}
    </FormSelect>
  );
}
