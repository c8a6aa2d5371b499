import {
  CheckCircle2,
  CircleAlert,
  Clock3,
  Info,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { TONE_CLASSES, type Tone } from "./tone";

const ICONS: Readonly<Record<Tone, LucideIcon>> = {
  neutral: Info,
  accent: Info,
  positive: CheckCircle2,
  waiting: Clock3,
  attention: TriangleAlert,
  problem: CircleAlert,
};

export type AlertProps = {
  readonly tone?: Tone;
  /** What happened. */
  readonly title: ReactNode;
  /** Why, and what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts, `status` waits for a pause; neither for what was there from the start. */
  readonly role?: "alert" | "status";
  readonly className?: string;
};

/** What happened, why, what to do; in that order. */
export function Alert({ tone = "neutral", title, children, actions, role, className }: AlertProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={role}
      className={classes("flex gap-3 rounded-lg border px-4 py-3", TONE_CLASSES[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 flex-none" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-semibold wrap-anywhere">{title}</p>
        {children ? <div className="mt-0.5 text-ink wrap-anywhere">{children}</div> : null}
        {actions ? <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
