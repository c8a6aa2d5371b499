"use client";

import { Crash } from "@/components/ui/crash";
import "./globals.css";

/** Stands in for the root layout when that itself fails. */
export default function GlobalError({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Remit</title>
        <main>
          <Crash digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
