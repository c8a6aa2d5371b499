"use client";

import type { ReactNode } from "react";
import { Alert } from "./alert";
import { Button, type ButtonProps } from "./button";
import { Dialog, DialogClose } from "./dialog";
import { type Fact, Facts } from "./facts";
import { SubmitButton } from "./submit-button";

export type ConfirmDialogProps = {
  readonly trigger: ReactNode;
  /** A question: "Approve 12 payouts?" */
  readonly title: string;
  readonly description?: ReactNode;
  /** Who, how much, from which balance. */
  readonly facts: readonly Fact[];
  /** What cannot be undone, in a sentence. */
  readonly warning?: string;
  /** The act by its name and size: "Approve 12 payouts · €8,412.90". */
  readonly confirmLabel: string;
  readonly pendingLabel: string;
  readonly variant?: ButtonProps["variant"];
  readonly action: (form: FormData) => void | Promise<void>;
  /** Fields, where the act needs to be told more. */
  readonly children?: ReactNode;
  /** What the server answered when it refused. */
  readonly problem?: string | undefined;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

/** The step before an act: who, how much, what cannot be undone, and the act by its name. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, description, facts, warning, problem, children, open, onOpenChange } =
    props;
  const control = {
    ...(open === undefined ? {} : { open }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  return (
    <Dialog trigger={trigger} title={title} description={description} {...control}>
      <form
        action={props.action}
        // React empties a form after each action, even one that was refused.
        onReset={(event) => event.preventDefault()}
        className="space-y-4"
        noValidate
      >
        <Facts facts={facts} />
        {children}
        {warning ? <Alert tone="attention" title={warning} /> : null}
        {problem ? <Alert tone="problem" title={problem} role="alert" /> : null}
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <SubmitButton variant={props.variant ?? "primary"} pendingLabel={props.pendingLabel}>
            {props.confirmLabel}
          </SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
