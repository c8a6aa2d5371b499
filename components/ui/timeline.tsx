import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { TONE_CLASSES, type Tone } from "./tone";

export type Step = {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly when?: ReactNode;
  readonly detail?: ReactNode;
};

/** What happened, in order, and what comes next. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol>
      {steps.map(({ id, icon: Icon, tone, title, when, detail }) => (
        <li key={id} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden
            className="absolute start-3.5 top-7 bottom-0 w-px bg-line group-last:hidden"
          />
          <span
            className={classes(
              "relative flex size-7 flex-none items-center justify-center rounded-full border",
              TONE_CLASSES[tone],
            )}
          >
            <Icon aria-hidden className="size-4" />
          </span>
          <div className="min-w-0 flex-1 pt-0.5 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium wrap-anywhere">{title}</span>
              {when ? <span className="text-muted">{when}</span> : null}
            </div>
            {detail ? <div className="mt-0.5 text-muted wrap-anywhere">{detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
