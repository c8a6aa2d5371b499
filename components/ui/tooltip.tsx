"use client";

import { Tooltip as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { classes } from "./classes";

export type TooltipProps = {
  /** The sentence that explains. */
  readonly content: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
};

/** Explains a word on hover, on focus and, because touch has neither, on tap. */
export function Tooltip({ content, children, className }: TooltipProps) {
  const [open, setOpen] = useState(false);
  return (
    <Radix.Provider delayDuration={200}>
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Trigger
          type="button"
          className={classes("inline-flex cursor-help rounded-full text-start", className)}
          onClick={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
        >
          {children}
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-72 rounded-md border border-line bg-surface px-3 py-2 text-sm text-ink shadow-lg"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
