"use client";

import type { ComponentProps } from "react";
import { SelectField, TextAreaField, TextField } from "../ui/field";
import { useFormState } from "./action-form";

/** What an action said about a field: its error, and what had been typed. */
function useField(name: string, otherwise: string | number | readonly string[] | undefined) {
  const state = useFormState();
  if (state.status !== "rejected") return { error: undefined, value: otherwise };
  return { error: state.fieldErrors[name], value: state.typed[name] ?? otherwise };
}

/** A text field that is steered from outside (`value`), or that keeps what was typed by itself. */
export function FormText({ defaultValue, ...rest }: ComponentProps<typeof TextField>) {
  const { error, value } = useField(rest.name, defaultValue);
  if (rest.value !== undefined) return <TextField {...rest} error={error} />;
  return <TextField {...rest} error={error} defaultValue={value} />;
}

export function FormTextArea({ defaultValue, ...rest }: ComponentProps<typeof TextAreaField>) {
  const { error, value } = useField(rest.name, defaultValue);
  return <TextAreaField {...rest} error={error} defaultValue={value} />;
}

/** A select that is steered from outside (`value`), or that keeps what was chosen by itself. */
export function FormSelect({ defaultValue, ...rest }: ComponentProps<typeof SelectField>) {
  const { error, value } = useField(rest.name, defaultValue);
  if (rest.value !== undefined) return <SelectField {...rest} error={error} />;
  return <SelectField {...rest} error={error} defaultValue={value} />;
}
