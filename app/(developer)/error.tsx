"use client";

import { Crash } from "@/components/ui/crash";

/** Inside the frame, so that the way to the other pages stays. */
export default function DeveloperError({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return <Crash digest={error.digest} onRetry={reset} />;
}
