"use client";

import {
  createContext,
  Fragment,
  type ReactNode,
  useActionState,
  useContext,
  useState,
} from "react";
import { type Action, type FormState, IDLE } from "@/lib/forms/form-state";
import { Alert } from "../ui/alert";
import { ButtonLink } from "../ui/button";
import { FocusFirstError } from "../ui/focus-first-error";

/** For what holds a form of its own, such as a dialog. */
export const StateOfForm = createContext<FormState>(IDLE);

/** What the action answered, for the fields of the form around. */
export function useFormState(): FormState {
  return useContext(StateOfForm);
}

export type ActionFormProps = {
  readonly action: Action;
  readonly className?: string;
  /** Where the answer stands; a form of one line says it below. */
  readonly answerAt?: "top" | "bottom";
  /** Names the form for those who hear it. */
  readonly label?: string;
  readonly children: ReactNode;
};

/** A form whose server action answers on the page: what was typed stays, errors stand at fields. */
export function ActionForm(props: ActionFormProps) {
  const { action, className, answerAt = "top", label, children } = props;
  const [state, submit] = useActionState(action, IDLE);
  const round = useRound(state);
  const answer = <Answer state={state} />;
  return (
    <StateOfForm value={state}>
      <form
        action={submit}
        // React empties a form after each action, even one that was refused.
        onReset={(event) => event.preventDefault()}
        className={className}
        aria-label={label}
        noValidate
      >
        <FocusFirstError answer={state} />
        {answerAt === "top" ? answer : null}
        <Fragment key={round}>{children}</Fragment>
        {answerAt === "bottom" ? answer : null}
      </form>
    </StateOfForm>
  );
}

/** Counts what was done: each time the fields begin anew. */
function useRound(state: FormState): number {
  const [seen, setSeen] = useState(state);
  const [round, setRound] = useState(0);
  if (state !== seen) {
    setSeen(state);
    if (state.status === "done") setRound(round + 1);
  }
  return round;
}

function Answer({ state }: { readonly state: FormState }) {
  if (state.status === "idle") return null;
  if (state.status === "rejected") {
    return <Alert tone="problem" role="alert" title={state.message} />;
  }
  const way = state.href ? (
    <ButtonLink size="small" href={state.href}>
      Show it
    </ButtonLink>
  ) : null;
  return (
    <Alert tone="positive" role="status" title={state.message} actions={way}>
      {state.shownOnce ? (
        <code className="mt-2 block rounded-md border border-line bg-surface px-3 py-2 font-mono text-sm select-all wrap-anywhere">
          {state.shownOnce}
        </code>
      ) : null}
    </Alert>
  );
}
