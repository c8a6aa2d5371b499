"use client";

import { useEffect, useRef } from "react";

/**
 * Inside a form: moves the focus to the first field that is wrong. `answer` is the state that the
 * action returned; each new one counts, so a second wrong try moves the focus again.
 */
export function FocusFirstError({ answer }: { readonly answer: unknown }) {
  const place = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is what it waits for
  useEffect(() => {
    const wrong = place.current?.closest("form")?.querySelector("[aria-invalid='true']");
    if (wrong instanceof HTMLElement) wrong.focus();
  }, [answer]);
  return <span ref={place} hidden />;
}
