import type { ReactNode } from "react";
import { classes } from "./classes";

export type CardProps = {
  readonly title?: ReactNode;
  /** One sentence under the title. */
  readonly description?: ReactNode;
  /** Beside the title, at the end of the line. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** For tables, which bring their own padding. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
};

export function Card(props: CardProps) {
  const { title, description, actions, footer, flush = false, className, children } = props;
  return (
    <section className={classes("rounded-lg border border-line bg-surface shadow-xs", className)}>
      {title ? (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
          <div className="min-w-0">
            <h2 className="text-base font-semibold wrap-anywhere">{title}</h2>
            {description ? <p className="mt-0.5 text-sm text-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {children ? <div className={flush ? "" : "p-4 sm:p-5"}>{children}</div> : null}
      {footer ? (
        <footer className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">
          {footer}
        </footer>
      ) : null}
    </section>
  );
}

/** One figure with its name above and what it is made of below. */
export function Figure({
  label,
  value,
  detail,
  className,
}: {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly detail?: ReactNode;
  readonly className?: string;
}) {
  return (
    <div className={classes("px-4 py-3.5 sm:px-5", className)}>
      <dt className="text-sm whitespace-nowrap text-muted">{label}</dt>
      <dd className="mt-1">
        <span className="block text-xl font-semibold tracking-tight tabular-nums">{value}</span>
        {detail ? (
          <span className="mt-1 block w-0 min-w-full text-sm text-muted">{detail}</span>
        ) : null}
      </dd>
    </div>
  );
}

/** Figures side by side, with a hairline between them, that wrap where there is no room. */
export function Figures({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <dl
      className={classes(
        "flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line shadow-xs [&>*]:max-w-full [&>*]:min-w-38 [&>*]:shrink-0 [&>*]:grow [&>*]:bg-surface",
        className,
      )}
    >
      {children}
    </dl>
  );
}
