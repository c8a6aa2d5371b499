"use client";

import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { FormSelect, FormText } from "@/components/forms/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Action } from "@/lib/forms/form-state";

export type PluginOption = {
  readonly id: string;
  readonly label: string;
  /** What is proposed as the amount, as decimal text. */
  readonly price: string;
  readonly currency: string;
};

type Props = {
  readonly action: Action;
  /** Made by the server, a new one for each event, so that a double click is one event. */
  readonly externalId: string;
  readonly plugins: readonly PluginOption[];
  /** `2026-03-31T23:59` */
  readonly now: string;
};

const KINDS = { install: "Install", renewal: "Renewal", refund: "Refund" } as const;

/** Records one event by hand. Choosing a plugin proposes its price. */
export function RecordForm({ action, externalId, plugins, now }: Props) {
  const [pluginId, setPluginId] = useState(plugins[0]?.id ?? "");
  const [kind, setKind] = useState("install");
  const plugin = plugins.find(({ id }) => id === pluginId);
  return (
    <ActionForm action={action} className="space-y-4" label="Record an event">
      <input type="hidden" name="externalId" value={externalId} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect
          name="pluginId"
          label="Plugin"
          value={pluginId}
          onChange={({ target }) => setPluginId(target.value)}
        >
          {plugins.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </FormSelect>
        <FormSelect
          name="kind"
          label="What happened"
          value={kind}
          onChange={({ target }) => setKind(target.value)}
        >
          {Object.entries(KINDS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </FormSelect>
      </div>
      <AmountAndTime key={pluginId} plugin={plugin} now={now} />
      {kind === "refund" ? (
        <FormText
          name="correctsId"
          label="External id of the sale"
          hint="Of a sale that came in by this form. For any other, look it up below and refund it there."
          autoComplete="off"
          maxLength={255}
        />
      ) : null}
      <SubmitButton pendingLabel="Recording…">
        Record the {KINDS[kind as keyof typeof KINDS].toLowerCase()}
      </SubmitButton>
    </ActionForm>
  );
}

/** Drawn anew for each plugin, so that its price is proposed. */
function AmountAndTime({
  plugin,
  now,
}: {
  readonly plugin: PluginOption | undefined;
  readonly now: string;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_8rem_1fr]">
      <FormText
        name="amount"
        label="Amount"
        hint={plugin?.price ? "The plugin’s price is proposed. 0 is a free install." : undefined}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={plugin?.price ?? ""}
        maxLength={24}
      />
      <FormText
        name="currency"
        label="Currency"
        autoComplete="off"
        defaultValue={plugin?.currency ?? "EUR"}
        maxLength={3}
        className="uppercase"
      />
      <FormText name="occurredAt" label="When (UTC)" type="datetime-local" defaultValue={now} />
    </div>
  );
}
