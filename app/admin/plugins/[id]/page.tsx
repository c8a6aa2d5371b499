import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { deps } from "@/app/deps";
import { Card } from "@/components/ui/card";
import { PageHeading } from "@/components/ui/page-heading";
import { findDeveloperChoices, findSharesRevisions } from "@/db/queries/admin-plugins";
import { findTermsFor } from "@/db/queries/developer-plugins";
import { findPluginSharing } from "@/db/queries/plugin-shares";
import { requireAdmin } from "@/lib/auth/guards";
import { parsePluginId } from "@/lib/domain/ids";
import { authorsAt } from "@/lib/domain/parts";
import { dayOf, shiftDay } from "@/lib/domain/period";
import { shareAt } from "@/lib/domain/terms";
import { setShares } from "./actions";
import { SharesForm } from "./shares-form";
import { SharesTable } from "./shares-table";

export const metadata: Metadata = { title: "Plugin" };

/** Whose a plugin is: who has which part of it now, what was agreed, and agreeing anew. */
export default async function PluginPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const admin = await requireAdmin();
  const id = parsePluginId(decodeURIComponent((await params).id));
  if (!id.ok) notFound();
  const { db, now, zone } = deps();
  const pluginId = id.value;
  const at = now();
  const sharing = await findPluginSharing(db, pluginId, at);
  if (!sharing) notFound();
  const { name, owner, shares } = sharing;
  const [revisions, developers, terms] = await Promise.all([
    findSharesRevisions(db, admin, pluginId),
    findDeveloperChoices(db, admin),
    findTermsFor(db, [owner], [pluginId]),
  ]);
  const rate = shareAt(terms, { pluginId, developerId: owner, at });
  const authors = authorsAt(shares, owner, at) ?? [{ developerId: owner, part: 10_000 }];
  const ownerName = developers.find((developer) => developer.id === owner)?.name ?? owner;
  return (
    <>
      <PageHeading
        back={{ href: "/admin/plugins", label: "Plugins" }}
        title={<bdi>{name}</bdi>}
        sentence={`${pluginId} · owned by ${ownerName}`}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card
          title="Who shares its revenue"
          description="Everybody’s part of what each sale gives its developers. The owner has one too."
        >
          <SharesForm
            action={setShares}
            pluginId={pluginId}
            parts={authors}
            developers={developers}
            rate={rate}
            tomorrow={shiftDay(dayOf(at, zone), 1)}
          />
        </Card>
        <Card
          title="What was agreed"
          description="Each sale keeps the parts that held when it happened, and its refunds follow it."
          flush={revisions.length > 0}
        >
          <SharesTable revisions={revisions} ownerName={ownerName} at={at} />
        </Card>
      </div>
    </>
  );
}
