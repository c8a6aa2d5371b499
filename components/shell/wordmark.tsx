import Link from "next/link";
import { classes } from "../ui/classes";

/** Two parts of one whole: 70 and 30. */
export function Wordmark({
  href = "/",
  className,
}: {
  readonly href?: string;
  readonly className?: string;
}) {
  return (
    <Link
      href={href}
      className={classes("flex items-center gap-2 font-semibold tracking-tight", className)}
    >
      <svg aria-hidden viewBox="0 0 20 20" className="size-5">
        <rect x="1" y="2" width="11.5" height="16" rx="2.5" className="fill-accent" />
        <rect x="14" y="2" width="5" height="16" rx="2" className="fill-accent opacity-45" />
      </svg>
      Remit
    </Link>
  );
}
