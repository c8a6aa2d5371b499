"use client";

import { useState } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const YEAR_SECONDS = 31_536_000;

/**
 * The reader's choice of light and dark. It lives in the `theme` cookie, so that the server draws
 * the first frame right, and on the root element's `data-theme`.
 */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (next: Theme) => {
    setTheme(next);
    const age = next === "system" ? 0 : YEAR_SECONDS;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `theme=${next}; path=/; max-age=${age}; samesite=lax`;
    if (next === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.dataset.theme = next;
  };
  return [theme, choose];
}

function readTheme(): Theme {
  if (typeof document === "undefined") return "system";
  const chosen = document.documentElement.dataset.theme;
  return THEMES.find((theme) => theme === chosen) ?? "system";
}
