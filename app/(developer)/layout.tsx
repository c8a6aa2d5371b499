import type { ReactNode } from "react";
import type { Section } from "@/components/shell/section";
import { Shell } from "@/components/shell/shell";
import { activeMembership, currentUser } from "@/lib/auth/guards";
import type { SignedInUser } from "@/lib/auth/session";
import { environment, isSimulated } from "@/lib/config/environment";

const SECTIONS: readonly Section[] = [
  { href: "/earnings", label: "Earnings", icon: "earnings" },
  { href: "/payouts", label: "Payouts", icon: "payouts" },
  { href: "/plugins", label: "Plugins", icon: "plugins" },
  { href: "/connect", label: "Payout account", icon: "connect" },
];

/**
 * The frame of a developer's pages. It lets nobody in: each page calls its own guard. Whoever is
 * refused there gets the plain frame of the refusal, and not that one inside this one.
 */
export default async function DeveloperLayout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser();
  if (!user) return children;
  const membership = await activeMembership(user);
  if (!membership) return children;
  return (
    <Shell
      sections={SECTIONS}
      area={membership.developerName}
      user={{ name: user.name ?? user.email, detail: user.email }}
      simulated={isSimulated(environment())}
      signOutHref="/sign-out"
      links={linksOf(user)}
    >
      {children}
    </Shell>
  );
}

/** Ways to the other places that belong to somebody. */
function linksOf({ isAdmin, memberships }: SignedInUser) {
  return [
    ...(memberships.length > 1
      ? [{ href: "/choose-developer", label: "Choose another developer" }]
      : []),
    ...(isAdmin ? [{ href: "/admin/periods", label: "Go to the finance desk" }] : []),
  ];
}
