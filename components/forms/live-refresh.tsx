"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

/**
 * Draws the page anew every so often, while something is under way and somebody looks at it.
 *
 * The pause begins when the page is there, so that a server slower than the pause is not asked
 * again before it has answered, and a click never queues behind a backlog of answers.
 */
export function LiveRefresh({ everyMs = 1_500 }: { readonly everyMs?: number }) {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  useEffect(() => {
    if (isRefreshing) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startRefresh(() => router.refresh());
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs, isRefreshing]);
  return null;
}
