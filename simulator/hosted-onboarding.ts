import { ONBOARDING_OUTCOMES, type OnboardingOutcome, onboard } from "./account-lifecycle";
import { emitThin } from "./events";
import { escapeHtml, hostedDocument } from "./hosted-style";
import type { AccountRecord, LinkRecord } from "./objects";
import { htmlReply, type Incoming, type Reply, redirectReply } from "./reply";
import { requirementsInWords } from "./requirement-words";
import type { World } from "./world";

/** Once a link is open, this is how long the person has to finish. */
const OPEN_SECONDS = 3600;

const CHOICES: Readonly<Record<OnboardingOutcome, readonly [label: string, effect: string]>> = {
  finished: [
    "Finish onboarding",
    "Everything is provided and verified. Transfers and payouts become active at once.",
  ],
  incomplete: [
    "Leave half done",
    "A name and a date of birth are given; the bank account and the agreement are still missing.",
  ],
  under_review: [
    "Finish, but be put under review",
    "Everything is provided; a document is still being checked, so transfers wait.",
  ],
  rejected: ["Be rejected", "The account is refused for good. It can never receive transfers."],
};

/** The page that an account link leads to: the other half of Connect onboarding. */
export async function answerOnboarding(
  world: World,
  incoming: Incoming,
  accountId: string,
  token: string,
): Promise<Reply> {
  const link = world.store.links.get(token);
  const account = world.store.accounts.get(accountId);
  if (link === undefined || account === undefined || !isLinkOf(link, account)) {
    return htmlReply(
      404,
      noticeDocument("This link leads nowhere", "Ask for a new one in the app you came from."),
    );
  }
  if (incoming.method === "POST") return await finish(world, incoming, account, link);
  if (incoming.method !== "GET") return redirectReply(link.refreshUrl);
  const now = world.clock.nowSeconds();
  // A link works once: opening it a second time leads back for a fresh one.
  if (link.openedAt !== null || link.isFinished || now > link.expiresAt) {
    return redirectReply(link.refreshUrl);
  }
  const isRefused = account.requirements.disabledReason?.startsWith("rejected.") === true;
  world.store.links.put({ ...link, openedAt: now, isFinished: isRefused });
  await world.keep();
  if (isRefused) return htmlReply(200, refusedDocument(link));
  return htmlReply(200, onboardingDocument(account, token));
}

async function finish(
  world: World,
  incoming: Incoming,
  account: AccountRecord,
  link: LinkRecord,
): Promise<Reply> {
  const now = world.clock.nowSeconds();
  const lasts = link.openedAt === null ? link.expiresAt : link.openedAt + OPEN_SECONDS;
  if (link.isFinished || now > lasts) return redirectReply(link.refreshUrl);
  const chosen = new URLSearchParams(incoming.body).get("outcome");
  const outcome = ONBOARDING_OUTCOMES.find((known) => known === chosen);
  if (outcome === undefined) {
    return htmlReply(400, onboardingDocument(account, link.id, "Choose how the onboarding ends."));
  }
  world.store.links.put({ ...link, openedAt: link.openedAt ?? now, isFinished: true });
  onboard(world, account, outcome);
  emitThin(world, {
    type: "v2.core.account_link.returned",
    account: account.id,
    data: {
      account_id: account.id,
      configurations: ["recipient"],
      use_case: "account_onboarding",
    },
    cause: null,
  });
  await world.keep();
  return redirectReply(link.returnUrl);
}

function isLinkOf(link: LinkRecord, account: AccountRecord): boolean {
  return link.account === account.id && link.purpose === "onboarding" && account.status === "open";
}

function onboardingDocument(account: AccountRecord, token: string, problem?: string): string {
  const who = account.displayName ?? account.email ?? account.id;
  const choices = ONBOARDING_OUTCOMES.map((outcome, index) => {
    const [label, effect] = CHOICES[outcome];
    return `<div class="choice">
<input type="radio" name="outcome" id="${outcome}" value="${outcome}" aria-describedby="${outcome}-effect" required${index === 0 ? " checked" : ""}>
<label for="${outcome}">${label}</label>
<p id="${outcome}-effect">${effect}</p>
</div>`;
  });
  return hostedDocument(
    "Set up payouts",
    `<h1>Set up payouts for ${escapeHtml(who)}</h1>
<p class="dim">Account <code>${escapeHtml(account.id)}</code> · ${escapeHtml(account.country)}</p>
${whatIsAsked(account)}
<form method="post" action="/setup/e/${encodeURIComponent(account.id)}/${encodeURIComponent(token)}">
${problem === undefined ? "" : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>`}
<fieldset>
<legend>How does this onboarding end?</legend>
${choices.join("\n")}
</fieldset>
<button type="submit">Continue and return</button>
</form>`,
  );
}

function whatIsAsked(account: AccountRecord): string {
  const { currentlyDue, pendingVerification } = account.requirements;
  return [
    listed("What Stripe would ask for", currentlyDue),
    listed("What is being checked", pendingVerification),
    currentlyDue.length + pendingVerification.length > 0
      ? ""
      : "<section><h2>Nothing is missing</h2><p>This account is complete.</p></section>",
  ].join("");
}

function listed(heading: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const items = requirementsInWords(names).map((words) => `<li>${escapeHtml(words)}</li>`);
  return `<section><h2>${heading}</h2><ul>${items.join("")}</ul></section>`;
}

function refusedDocument(link: LinkRecord): string {
  return hostedDocument(
    "Account refused",
    `<section><h1>This account was refused</h1>
<p>There is nothing to fill in any more.</p>
<p><a href="${escapeHtml(link.returnUrl)}">Return to the app you came from</a></p></section>`,
  );
}

export function noticeDocument(title: string, text: string): string {
  return hostedDocument(
    title,
    `<section><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></section>`,
  );
}
