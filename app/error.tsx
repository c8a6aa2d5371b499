"use client";

import { Crash } from "@/components/ui/crash";

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return <Crash digest={error.digest} onRetry={reset} />;
}
