import { classes } from "./classes";
import type { Tone } from "./tone";

export type ProgressProps = {
  /** What moves on: "Payouts sent". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly tone?: Extract<Tone, "accent" | "positive" | "attention" | "problem">;
};

const FILLS = {
  accent: "bg-accent",
  positive: "bg-positive",
  attention: "bg-attention",
  problem: "bg-problem",
} as const;

const count = new Intl.NumberFormat("en");

/** A bar with its counts, for anything that takes longer than two seconds. */
export function Progress({ label, done, total, tone = "accent" }: ProgressProps) {
  const percent = total === 0 ? 100 : Math.round((done / total) * 100);
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-4 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular-nums">
          {count.format(done)} of {count.format(total)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={`${done} of ${total}`}
        className="h-2 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={classes(
            "h-full rounded-full motion-safe:transition-[width] motion-safe:duration-500",
            FILLS[tone],
          )}
          style={{ width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
