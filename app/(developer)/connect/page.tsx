import type { Metadata } from "next";
import { deps } from "@/app/deps";
import { oneValue, type SearchParams } from "@/app/search-params";
import { Card } from "@/components/ui/card";
import { ConnectBadge } from "@/components/ui/connect-badge";
import { type Fact, Facts } from "@/components/ui/facts";
import { Instant } from "@/components/ui/instant";
import { OutcomeBanner } from "@/components/ui/outcome-banner";
import { PageHeading } from "@/components/ui/page-heading";
import { type ConnectedAccount, findConnectedAccount } from "@/db/queries/connected-accounts";
import { requireDeveloper } from "@/lib/auth/guards";
import { connectAdvice, requirementWords } from "@/lib/domain/connect";
import { TURN_WORDS } from "@/lib/domain/words/turn-words";
import { HoldNotice } from "../hold-notice";
import { ConnectActs } from "./connect-acts";
import { connectProblemWords, parseConnectProblem } from "./connect-problem-words";

export const metadata: Metadata = { title: "Payout account" };

export default async function ConnectPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const developer = await requireDeveloper();
  const params = await searchParams;
  const account = await findConnectedAccount(deps().db, developer.developerId);
  const advice = connectAdvice(account.state, account);
  const problem = parseConnectProblem(oneValue(params.problem));
  return (
    <>
      <PageHeading
        title="Payout account"
        sentence="Whether the marketplace can pay you through Stripe, and what is missing if it cannot."
      />
      <HoldNotice developerId={developer.developerId} />
      {problem ? <OutcomeBanner tone="problem" title={connectProblemWords(problem)} /> : null}
      {oneValue(params.back) === "stripe" && !problem ? <CameBack account={account} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={advice.headline} actions={<ConnectBadge state={account.state} />}>
          <p className="max-w-prose">{advice.detail}</p>
          <Requirements account={account} />
          <ConnectActs
            developerId={developer.developerId}
            state={account.state}
            turn={advice.turn}
            isOwner={developer.memberRole === "owner"}
          />
        </Card>
        <Card title="Where things stand">
          <Facts facts={factsOf(account, TURN_WORDS[advice.turn])} className="-my-2" />
        </Card>
      </div>
    </>
  );
}

function Requirements({ account }: { readonly account: ConnectedAccount }) {
  const due = requirementWords(account.requirementsDue);
  const pending = requirementWords(account.requirementsPending);
  return (
    <>
      <WordList title="Stripe waits for you to give" words={due} />
      <WordList title="Stripe is checking" words={pending} />
    </>
  );
}

function WordList({ title, words }: { readonly title: string; readonly words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="text-sm font-medium text-muted">{title}</h3>
      <ul className="mt-1 list-disc space-y-0.5 ps-5 marker:text-faint">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </div>
  );
}

/** What coming back from Stripe led to, by what the account says now. */
function CameBack({ account }: { readonly account: ConnectedAccount }) {
  switch (account.state) {
    case "ready":
      return (
        <OutcomeBanner
          tone="positive"
          title="You finished. Stripe takes transfers to your account."
        >
          What is outstanding is paid with the next run.
        </OutcomeBanner>
      );
    case "under_review":
      return (
        <OutcomeBanner tone="waiting" title="Everything was sent. Stripe is checking it now.">
          This page follows by itself; you can also check the status below.
        </OutcomeBanner>
      );
    case "rejected":
      return (
        <OutcomeBanner tone="problem" title="You came back, and Stripe rejected the account." />
      );
    case "incomplete":
    case "not_started":
      return (
        <OutcomeBanner tone="attention" title="You came back before everything was filled in.">
          What you entered is kept at Stripe. Go on whenever you like.
        </OutcomeBanner>
      );
  }
}

function factsOf(account: ConnectedAccount, turn: string): readonly Fact[] {
  const { fetchedAt, stripeAccountId, country } = account;
  return [
    { label: "Next step", value: turn },
    {
      label: "Last checked",
      value: fetchedAt ? <Instant at={fetchedAt.toISOString()} /> : "not yet",
    },
    ...(stripeAccountId
      ? [
          {
            label: "Stripe account",
            value: <span className="font-mono text-xs">{stripeAccountId}</span>,
          },
        ]
      : []),
    ...(country ? [{ label: "Country", value: countryName(country) }] : []),
  ];
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code.toUpperCase()) ?? code;
}
