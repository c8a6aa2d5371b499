import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { classes } from "./classes";

const look = cva(
  [
    "inline-flex items-center justify-center gap-2 rounded-md border text-sm font-medium",
    "text-center transition-colors select-none focus-visible:rounded-md",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress",
    "[&_svg]:size-4 [&_svg]:flex-none",
  ],
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover",
        secondary: "border-line-strong bg-surface text-ink not-disabled:hover:bg-hover",
        quiet:
          "border-transparent bg-transparent text-muted not-disabled:hover:bg-hover hover:text-ink",
        danger: "border-transparent bg-problem text-on-problem not-disabled:hover:opacity-90",
      },
      size: {
        small: "min-h-8 px-2.5 py-1",
        medium: "min-h-9 px-3.5 py-1.5",
        large: "min-h-11 px-5 py-2 text-base",
        icon: "size-9 p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "medium" },
  },
);

type Look = VariantProps<typeof look>;

export type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** The act is under way: the button says so and cannot be pressed twice. */
    readonly pending?: boolean;
    readonly pendingLabel?: string;
  };

export function Button({
  variant,
  size,
  pending = false,
  pendingLabel,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes(look({ variant, size }), className)}
      // Not `disabled`: that would drop the focus of whoever pressed it.
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <LoaderCircle aria-hidden className="motion-safe:animate-spin" /> : null}
      {pending && pendingLabel ? pendingLabel : children}
    </button>
  );
}

export function ButtonLink({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={classes(look({ variant, size }), className)} />;
}

/** For addresses that are no pages: downloads, and routes that lead away. */
export function ButtonAnchor({ variant, size, className, ...rest }: ComponentProps<"a"> & Look) {
  return <a {...rest} className={classes(look({ variant, size }), className)} />;
}
