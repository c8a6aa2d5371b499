"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "../ui/classes";
import { isIn, SECTION_ICONS, type Section } from "./section";

/** The sections of one role; the one that holds the page is marked. */
export function Rail({
  sections,
  onNavigate,
}: {
  readonly sections: readonly Section[];
  readonly onNavigate?: () => void;
}) {
  const pathname = usePathname();
  return (
    <ul className="space-y-0.5">
      {sections.map((section) => {
        const { href, label, icon, attention } = section;
        const Icon = SECTION_ICONS[icon];
        const isHere = isIn(section, pathname);
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={isHere ? "page" : undefined}
              onClick={() => onNavigate?.()}
              className={classes(
                "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium",
                isHere
                  ? "bg-accent-ground text-accent"
                  : "text-muted hover:bg-hover hover:text-ink",
              )}
            >
              <Icon aria-hidden className="size-4.5 flex-none" />
              <span className="min-w-0 flex-1">{label}</span>
              {attention ? (
                <span className="rounded-full border border-attention-line bg-attention-ground px-1.5 text-xs text-attention">
                  {attention}
                </span>
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Where the reader is, for the top line. */
export function Place({
  sections,
  area,
}: {
  readonly sections: readonly Section[];
  readonly area: string;
}) {
  const pathname = usePathname();
  const here = sections.find((section) => isIn(section, pathname));
  return (
    <p className="flex min-w-0 items-baseline gap-1.5 text-sm">
      <bdi className="truncate text-muted">{area}</bdi>
      {here ? (
        <>
          <span aria-hidden className="text-faint">
            /
          </span>
          <span className="flex-none font-medium">{here.label}</span>
        </>
      ) : null}
    </p>
  );
}
