"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Draws the page anew every so often, while something is under way and somebody looks at it. */
export function LiveRefresh({ everyMs = 1_500 }: { readonly everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
