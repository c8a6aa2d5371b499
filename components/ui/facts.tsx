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
        <div key={label} className="flex items-baseline justify-between gap-4 py-2">
          {/* A long name gives way first, but never all of its room: a value is read at a glance. */}
          <dt className="min-w-24 text-muted wrap-anywhere">{label}</dt>
          <dd className="min-w-1/2 text-end font-medium wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
