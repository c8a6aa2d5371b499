import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type PageHeadingProps = {
  readonly title: ReactNode;
  /** One sentence that says what the page answers. */
  readonly sentence?: ReactNode;
  /** Badges beside the title. */
  readonly badges?: ReactNode;
  /** The page's one primary act, and lesser ones. */
  readonly actions?: ReactNode;
  /** The page this one was opened from. */
  readonly back?: { readonly href: string; readonly label: string };
};

/** Page title and one sentence that says what the page answers. The answer comes next. */
export function PageHeading({ title, sentence, badges, actions, back }: PageHeadingProps) {
  return (
    <header className="mb-6">
      {back ? (
        <Link
          href={back.href}
          className="mb-2 -ms-1 inline-flex min-h-6 items-center gap-0.5 text-sm text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {badges}
          </div>
          {sentence ? <p className="mt-1 max-w-prose text-base text-muted">{sentence}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}

/** A part of a page that stands on its own. */
export function Section({
  title,
  sentence,
  actions,
  children,
}: {
  readonly title: ReactNode;
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="mt-8 first:mt-0">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold wrap-anywhere">{title}</h2>
          {sentence ? <p className="max-w-prose text-sm text-muted">{sentence}</p> : null}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
