import { classes } from "./classes";

/** A grey bar where something will be. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <span
      aria-hidden
      className={classes("block h-4 motion-safe:animate-pulse rounded bg-hover", className)}
    />
  );
}

/** Says what is being waited for; the shapes inside are silent. */
export function Waiting({
  for: what,
  children,
}: {
  readonly for: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}</span>
      {children}
    </div>
  );
}

export function FiguresSkeleton({ count }: { readonly count: number }) {
  return (
    <div className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alike, and never reordered
        <div key={index} className="min-w-38 grow basis-0 bg-surface px-5 py-4">
          <Skeleton className="w-20" />
          <Skeleton className="mt-2 h-6 w-28" />
        </div>
      ))}
    </div>
  );
}

export function TableSkeleton({
  rows,
  columns,
}: {
  readonly rows: number;
  readonly columns: number;
}) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="border-b border-line bg-sunken px-4 py-3">
        <Skeleton className="w-1/3" />
      </div>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alike, and never reordered
        <div key={row} className="flex gap-6 border-b border-line px-4 py-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              // biome-ignore lint/suspicious/noArrayIndexKey: alike, and never reordered
              key={column}
              className={classes("flex-1", column === 0 ? "flex-[2]" : "max-sm:hidden")}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

export function ChartSkeleton() {
  const heights = ["h-2/5", "h-3/5", "h-1/2", "h-4/5", "h-3/5", "h-full", "h-2/3", "h-3/4"];
  return (
    <div aria-hidden className="flex h-64 items-end gap-3 px-2">
      {heights.map((height, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: alike, and never reordered
          key={index}
          className={classes("flex-1 motion-safe:animate-pulse rounded-t bg-hover", height)}
        />
      ))}
    </div>
  );
}
