import type { Metadata } from "next";
import { deps } from "@/app/deps";
import { PageHeading } from "@/components/ui/page-heading";
import { findDeveloperChoices } from "@/db/queries/admin-developers";
import { findPluginChoices } from "@/db/queries/admin-events";
import { type ApiKeyRow, findApiKeys } from "@/db/queries/api-keys";
import { findPayoutRules } from "@/db/queries/payout-rules";
import { findMinimums, findTerms } from "@/db/queries/settings";
import { findThresholds } from "@/db/queries/two-people";
import { isAdmin } from "@/lib/auth/admin-emails";
import { requireAdmin } from "@/lib/auth/guards";
import { environment } from "@/lib/config/environment";
import { dayOf, periodOf, shiftDay } from "@/lib/domain/period";
import { ApiKeys, type ShownKey } from "./api-keys";
import { ApprovalThresholds } from "./approval-thresholds";
import { Minimums } from "./minimums";
import { PayoutRules } from "./payout-rules";
import { Terms } from "./terms";

export const metadata: Metadata = { title: "Settings" };

function withAdmin(key: ApiKeyRow): ShownKey {
  const { person } = key;
  return { ...key, actsForAdmin: !!person && isAdmin(person, environment().ADMIN_EMAILS) };
}

export default async function SettingsPage() {
  const admin = await requireAdmin();
  const { db, now, zone } = deps();
  const [terms, minimums, rules, thresholds, keys, developers, plugins] = await Promise.all([
    findTerms(db, admin),
    findMinimums(db, admin),
    findPayoutRules(db, admin),
    findThresholds(db, admin),
    findApiKeys(db),
    findDeveloperChoices(db, admin),
    findPluginChoices(db, admin, now()),
  ]);
  return (
    <>
      <PageHeading
        title="Settings"
        sentence="How sales are shared, when and from which amount on balances are paid, when a payout takes two people, and who may report sales."
      />
      <Terms
        terms={terms}
        zone={zone}
        now={now()}
        tomorrow={shiftDay(dayOf(now(), zone), 1)}
        developers={developers}
        plugins={plugins.map(({ id, name, developerName }) => ({
          id,
          name: `${name} · ${developerName}`,
        }))}
      />
      <Minimums minimums={minimums} />
      <PayoutRules rules={rules} current={periodOf(now(), zone)} />
      <ApprovalThresholds thresholds={thresholds} />
      <ApiKeys keys={keys.map(withAdmin)} />
    </>
  );
}
