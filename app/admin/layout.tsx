import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { Section } from "@/components/shell/section";
import { Shell } from "@/components/shell/shell";
import { currentUser } from "@/lib/auth/guards";
import { environment, isSimulated } from "@/lib/config/environment";

export const metadata: Metadata = { title: { default: "Admin", template: "%s · Remit admin" } };

const SECTIONS: readonly Section[] = [
  { href: "/admin/periods", label: "Periods", icon: "periods", also: "/admin/payouts" },
  { href: "/admin/developers", label: "Developers", icon: "developers" },
  { href: "/admin/plugins", label: "Plugins", icon: "plugins" },
  { href: "/admin/events", label: "Events", icon: "events" },
  { href: "/admin/health", label: "Health", icon: "health" },
  { href: "/admin/jobs", label: "Jobs", icon: "jobs" },
  { href: "/admin/audit", label: "Audit log", icon: "audit" },
  { href: "/admin/settings", label: "Settings", icon: "settings" },
];

/**
 * The frame of the finance desk. It guards nothing: each page does that itself. Whoever is refused
 * there gets the plain frame of the refusal, and not that one inside this one.
 */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser();
  if (!user?.isAdmin) return children;
  const links = user.memberships.length > 0 ? [{ href: "/earnings", label: "My earnings" }] : [];
  return (
    <Shell
      sections={SECTIONS}
      area="Finance"
      user={{ name: user.name ?? user.email, detail: user.email }}
      simulated={isSimulated(environment())}
      signOutHref="/sign-out"
      links={links}
    >
      {children}
    </Shell>
  );
}
