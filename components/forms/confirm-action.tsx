"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useState } from "react";
import { type Action, IDLE } from "@/lib/forms/form-state";
import { ConfirmDialog, type ConfirmDialogProps } from "../ui/confirm-dialog";

type Props = Omit<
  ConfirmDialogProps,
  "action" | "children" | "problem" | "open" | "onOpenChange"
> & {
  readonly action: Action;
  /** Says which thing; never how much. */
  readonly fields: Readonly<Record<string, string>>;
  readonly children?: ReactNode;
};

/**
 * A dialog before an act, which stays open with the reason when the server refuses. Closing it
 * then shows the page as it has become: somebody else may have acted first.
 */
export function ConfirmAction({ action, fields, children, ...dialog }: Props) {
  const router = useRouter();
  const [state, submit] = useActionState(action, IDLE);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (state.status === "done") setOpen(false);
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
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </ConfirmDialog>
  );
}
