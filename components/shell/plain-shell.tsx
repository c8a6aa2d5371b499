import type { ReactNode } from "react";
import { SimulatedBand } from "./simulated-band";
import { Wordmark } from "./wordmark";

/** The frame of pages for people who are not signed in, and of pages that say what went wrong. */
export function PlainShell({
  simulated,
  actions,
  children,
}: {
  readonly simulated: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      {simulated ? <SimulatedBand /> : null}
      <header className="mx-auto flex h-16 w-full max-w-[1200px] items-center justify-between gap-4 px-4 sm:px-6">
        <Wordmark />
        {actions}
      </header>
      <main id="content" className="mx-auto w-full max-w-[1200px] flex-1 px-4 py-6 sm:px-6">
        {children}
      </main>
    </div>
  );
}
