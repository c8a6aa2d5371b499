import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { TONE_CLASSES, type Tone } from "./tone";

export type BadgeProps = {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly className?: string;
};

/** A short word with its meaning in colour and icon. */
export function Badge({ tone = "neutral", icon: Icon, children, className }: BadgeProps) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap",
        TONE_CLASSES[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3.5 flex-none" /> : null}
      {/* The word, not the icon, stands on the line of the text around. */}
      <span className="self-baseline">{children}</span>
    </span>
  );
}
