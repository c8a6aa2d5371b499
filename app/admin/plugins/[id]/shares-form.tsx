"use client";

import { type FormEvent, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { FormSelect, FormText } from "@/components/forms/form-fields";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { AUTHORS_MAX } from "@/lib/domain/parts";
import { percentText } from "@/lib/domain/percent";
import type { Action } from "@/lib/forms/form-state";
import { SharesPreview, type TypedPart } from "./shares-preview";

type Choice = { readonly id: string; readonly name: string };

export type SharesFormProps = {
  readonly action: Action;
  readonly pluginId: string;
  /** What holds now, the owner first. */
  readonly parts: readonly { readonly developerId: string; readonly part: number }[];
  readonly developers: readonly Choice[];
  /** The developers' share of a sale, in basis points. */
  readonly rate: number;
  readonly tomorrow: string;
};

export function SharesForm({ action, pluginId, tomorrow, ...fields }: SharesFormProps) {
  return (
    <ActionForm action={action} className="space-y-4" label="Who shares its revenue">
      <input type="hidden" name="pluginId" value={pluginId} />
      <PartFields {...fields} />
      <FormText name="day" label="From" type="date" defaultValue={tomorrow} />
      <SubmitButton pendingLabel="Setting…">Set the parts</SubmitButton>
    </ActionForm>
  );
}

/**
 * Everybody's part, a row each, and what it would make of a sale while it is typed. Inside the
 * form, so that they begin anew with what holds once something was agreed.
 */
function PartFields({
  parts,
  developers,
  rate,
}: Pick<SharesFormProps, "parts" | "developers" | "rate">) {
  const [rows, setRows] = useState(Math.max(2, parts.length));
  const first = parts.map(({ developerId, part }) => ({ developerId, percent: percentText(part) }));
  const [typed, setTyped] = useState<readonly TypedPart[]>(first);
  const follow = (event: FormEvent<HTMLDivElement>) => {
    const form = event.currentTarget.closest("form");
    if (form) setTyped(typedParts(new FormData(form), rows));
  };
  return (
    <>
      <div className="space-y-3" onInput={follow}>
        {Array.from({ length: rows }, (_, at) => at + 1).map((row) => (
          <div key={row} className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
            <FormSelect
              name={`developer${row}`}
              label={row === 1 ? "Developer" : `Developer ${row}`}
              defaultValue={first[row - 1]?.developerId ?? ""}
            >
              <option value="">Nobody</option>
              {developers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </FormSelect>
            <FormText
              name={`part${row}`}
              label="Percent"
              inputMode="decimal"
              autoComplete="off"
              maxLength={8}
              defaultValue={first[row - 1]?.percent ?? ""}
            />
          </div>
        ))}
      </div>
      {rows < AUTHORS_MAX ? (
        <Button variant="quiet" size="small" onClick={() => setRows(rows + 1)}>
          Add a developer
        </Button>
      ) : null}
      <SharesPreview
        typed={typed}
        owner={parts[0]?.developerId ?? ""}
        developers={developers}
        rate={rate}
      />
    </>
  );
}

function typedParts(form: FormData, rows: number): readonly TypedPart[] {
  const text = (name: string) => String(form.get(name) ?? "");
  return Array.from({ length: rows }, (_, at) => ({
    developerId: text(`developer${at + 1}`),
    percent: text(`part${at + 1}`),
  })).filter(({ developerId, percent }) => developerId !== "" || percent !== "");
}
