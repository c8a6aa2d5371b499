"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Alert } from "./alert";

export type OutcomeBannerProps = {
  readonly tone: "positive" | "waiting" | "attention" | "problem";
  /** What happened, in the past tense. */
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** A way to the thing. */
  readonly actions?: ReactNode;
};

/** What an act did, said on the page itself, where it stays until it is read. */
export function OutcomeBanner(props: OutcomeBannerProps) {
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => banner.current?.focus({ preventScroll: false }), []);
  return (
    <div ref={banner} tabIndex={-1} className="mb-6 outline-none">
      <Alert {...props} role={props.tone === "problem" ? "alert" : "status"} />
    </div>
  );
}
