import type { ReactNode } from "react";
import { classes } from "./classes";

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Names and values, a line each. */
export function Facts({
  facts,
  className,
}: {
  readonly facts: readonly Fact[];
  readonly className?: string;
}) {
  return (
    <dl className={classes("divide-y divide-line text-sm", className)}>
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-6 py-2">
          <dt className="flex-none text-muted">{label}</dt>
          <dd className="min-w-0 text-end font-medium wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
