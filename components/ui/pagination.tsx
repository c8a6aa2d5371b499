import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "./button";

export type PaginationProps = {
  /** Which rows these are: "Rows 51 – 100 of 12,345". */
  readonly summary: string;
  /** Absent on the first page. */
  readonly previousHref?: string | undefined;
  /** Absent on the last page. */
  readonly nextHref?: string | undefined;
  readonly previousLabel?: string;
  readonly nextLabel?: string;
};

/** Pages live in the URL, so that a reload and a link keep their place. */
export function Pagination({
  summary,
  previousHref,
  nextHref,
  previousLabel = "Previous",
  nextLabel = "Next",
}: PaginationProps) {
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3"
    >
      <p className="text-sm text-muted tabular-nums">{summary}</p>
      {previousHref || nextHref ? (
        <div className="flex gap-2">
          {previousHref ? (
            <ButtonLink size="small" href={previousHref}>
              <ChevronLeft aria-hidden /> {previousLabel}
            </ButtonLink>
          ) : null}
          {nextHref ? (
            <ButtonLink size="small" href={nextHref}>
              {nextLabel} <ChevronRight aria-hidden />
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
    </nav>
  );
}
