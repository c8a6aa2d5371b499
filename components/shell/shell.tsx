import type { ReactNode } from "react";
import { AccountMenu, type AccountMenuProps } from "./account-menu";
import { Place, Rail } from "./rail";
import { RailSheet } from "./rail-sheet";
import type { Section, ShellUser } from "./section";
import { SimulatedBand } from "./simulated-band";
import { Wordmark } from "./wordmark";

export type ShellProps = {
  /** Of one role; developer and admin sections are never mixed. */
  readonly sections: readonly Section[];
  /** Whose desk it is: the developer's name, or "Admin". */
  readonly area: string;
  readonly user: ShellUser;
  readonly simulated: boolean;
  readonly signOutHref: string;
  /** Further ways out of the account menu, such as to the other role. */
  readonly links?: AccountMenuProps["links"];
  readonly children: ReactNode;
};

/** The frame of every signed-in page: rail, top line, content. */
export function Shell({
  sections,
  area,
  user,
  simulated,
  signOutHref,
  links,
  children,
}: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed start-4 top-2 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      {simulated ? <SimulatedBand /> : null}
      <div className="flex flex-1">
        <div className="w-56 flex-none border-e border-line bg-surface max-md:hidden">
          <nav aria-label="Sections" className="sticky top-0 p-3">
            <Wordmark className="mb-3 flex h-10 px-2.5" />
            <Rail sections={sections} />
          </nav>
        </div>
        <div className="min-w-0 flex-1">
          <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-surface px-4 sm:px-6 lg:px-8">
            <RailSheet sections={sections} />
            <div className="min-w-0 flex-1">
              <Place sections={sections} area={area} />
            </div>
            <AccountMenu user={user} signOutHref={signOutHref} links={links ?? []} />
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto max-w-[1200px] px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-8"
          >
            {children}
          </main>
        </div>
      </div>
    </div>
  );
}
