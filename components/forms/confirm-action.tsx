"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useState } from "react";
import { type Action, IDLE } from "@/lib/forms/form-state";
import { ConfirmDialog, type ConfirmDialogProps } from "../ui/confirm-dialog";
import { FocusFirstError } from "../ui/focus-first-error";
import { StateOfForm } from "./action-form";

type Props = Omit<
  ConfirmDialogProps,
  "action" | "children" | "problem" | "open" | "onOpenChange"
> & {
  readonly action: Action;
  /** Hidden fields that say which thing. */
  readonly fields: Readonly<Record<string, string>>;
  /** Fields to fill in, as in an `ActionForm`. */
  readonly children?: ReactNode;
  readonly onDone?: () => void;
};

/**
 * A dialog before an act, which stays open with the reason when the server refuses. Closing it
 * then shows the page as it has become: somebody else may have acted first.
 */
export function ConfirmAction({ action, fields, children, onDone, ...dialog }: Props) {
  const router = useRouter();
  const [state, submit] = useActionState(action, IDLE);
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (state.status !== "done") return;
    setOpen(false);
    onDone?.();
  }, [state]);
  const changeOpen = (next: boolean) => {
    setOpen(next);
    if (!next && state.status === "rejected") router.refresh();
  };
  return (
    <ConfirmDialog
      {...dialog}
      action={submit}
      open={open}
      onOpenChange={changeOpen}
      problem={state.status === "rejected" ? state.message : undefined}
    >
      <FocusFirstError answer={state} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <StateOfForm value={state}>{children}</StateOfForm>
    </ConfirmDialog>
  );
}
