import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Debts } from "@/app/debts";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { ConnectBadge, HoldBadge, StripeHoldBadge } from "@/components/ui/connect-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { Instant } from "@/components/ui/instant";
import { PageHeading } from "@/components/ui/page-heading";
import { findAdjustablePlugins, findAdjustments } from "@/db/queries/adjustments";
import {
  type DeveloperMember,
  findDeveloper,
  findMembers,
  type ListedDeveloper,
  type StripeHold,
} from "@/db/queries/admin-developers";
import { type ConnectedAccount, findConnectedAccount } from "@/db/queries/connected-accounts";
import { findSchedule } from "@/db/queries/developer-schedule";
import { findPayouts } from "@/db/queries/payouts";
import { requireAdmin } from "@/lib/auth/guards";
import { requirementWords } from "@/lib/domain/connect";
import { parseDeveloperId } from "@/lib/domain/ids";
import { stripeHoldWords } from "../to-know";
import { Adjustments } from "./adjustments";
import { DeveloperPayouts } from "./developer-payouts";
import { HoldCard } from "./hold-card";
import { ScheduleCard } from "./schedule-card";
import { UnpaidMonths } from "./unpaid-months";

export const metadata: Metadata = { title: "Developer" };

export default async function DeveloperPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const admin = await requireAdmin();
  const id = parseDeveloperId(decodeURIComponent((await params).id));
  if (!id.ok) notFound();
  const { db } = deps();
  const developer = await findDeveloper(db, admin, id.value);
  if (!developer) notFound();
  const [account, members, payouts, adjustments, plugins, schedule = "monthly"] = await Promise.all(
    [
      findConnectedAccount(db, id.value),
      findMembers(db, admin, id.value),
      findPayouts(db, id.value),
      findAdjustments(db, admin, id.value),
      findAdjustablePlugins(db, id.value),
      findSchedule(db, id.value),
    ],
  );
  return (
    <>
      <PageHeading
        back={{ href: "/admin/developers", label: "Developers" }}
        title={<bdi>{developer.name}</bdi>}
        badges={
          <>
            <ConnectBadge state={developer.connect} />
            {developer.hold ? <HoldBadge /> : null}
            {developer.stripeHold ? <StripeHoldBadge /> : null}
          </>
        }
        sentence={`${developer.id}${developer.email ? ` · ${developer.email}` : ""}`}
      />
      <Debts developerId={developer.id} who="they" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <HoldCard developer={developer} />
        <ScheduleCard developerId={id.value} name={developer.name} schedule={schedule} />
        <UnsettledCard developer={developer} />
        <AccountCard account={account} stripeHold={developer.stripeHold} />
        <MembersCard members={members} />
      </div>
      <Adjustments
        developerId={id.value}
        adjustments={adjustments}
        plugins={plugins}
        currency={developer.balances[0]?.currency ?? "eur"}
      />
      <UnpaidMonths admin={admin} developerId={id.value} />
      <DeveloperPayouts payouts={payouts} />
    </>
  );
}

function UnsettledCard({ developer }: { readonly developer: ListedDeveloper }) {
  return (
    <Card title="Unsettled balance" description="Earned, and in no payout yet.">
      {developer.balances.length === 0 ? (
        <p className="text-sm text-muted">Everything is in a payout.</p>
      ) : (
        <Facts
          facts={developer.balances.map((balance) => ({
            label: balance.currency.toUpperCase(),
            value: <Amount {...balance} />,
          }))}
        />
      )}
    </Card>
  );
}

function AccountCard({
  account,
  stripeHold,
}: {
  readonly account: ConnectedAccount;
  readonly stripeHold: StripeHold | undefined;
}) {
  const missing = requirementWords(account.requirementsDue);
  return (
    <Card title="Payout account" description="As last read from Stripe.">
      {account.stripeAccountId === undefined ? (
        <p className="text-sm text-muted">
          They have not connected a Stripe account yet. They do so under Payout account.
        </p>
      ) : (
        <Facts
          facts={[
            {
              label: "Stripe account",
              value: <code className="font-mono text-xs">{account.stripeAccountId}</code>,
            },
            { label: "Takes transfers", value: account.state === "ready" ? "Yes" : "No" },
            ...(stripeHold
              ? [{ label: "Held by Stripe", value: stripeHoldWords(stripeHold) }]
              : []),
            { label: "Missing", value: missing.length > 0 ? missing.join(", ") : "Nothing" },
            {
              label: "Last read",
              value: account.fetchedAt ? (
                <Instant at={account.fetchedAt.toISOString()} />
              ) : (
                "Not yet"
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function MembersCard({ members }: { readonly members: readonly DeveloperMember[] }) {
  return (
    <Card title="People" description="Who signs in for this developer.">
      {members.length === 0 ? (
        <EmptyState title="Nobody has signed in yet">
          Whoever signs in with the address above becomes an owner.
        </EmptyState>
      ) : (
        <Facts
          facts={members.map(({ email, name, role }) => ({
            label: email,
            value: (
              <>
                {name ? <bdi>{name} · </bdi> : null}
                {role === "owner" ? "Owner" : "Member"}
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}
