import Link from "next/link";
import { classes } from "./classes";

export type Tab = {
  readonly href: string;
  readonly label: string;
  readonly count?: number;
  readonly current: boolean;
};

/** Views of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={classes(
                "-mb-px flex min-h-10 items-center gap-2 border-b-2 px-3 text-sm font-medium whitespace-nowrap",
                tab.current
                  ? "border-accent text-ink"
                  : "border-transparent text-muted hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-full bg-hover px-1.5 text-xs text-muted tabular-nums">
                  {tab.count.toLocaleString("en")}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
