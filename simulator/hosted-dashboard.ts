import { noticeDocument } from "./hosted-onboarding";
import { escapeHtml, hostedDocument } from "./hosted-style";
import type { AccountRecord } from "./objects";
import { htmlReply, type Incoming, type Reply } from "./reply";
import type { World } from "./world";

const ROWS_MAX = 20;

/** The page that a login link leads to: what a developer sees of their money at Stripe. */
export async function answerDashboard(
  world: World,
  incoming: Incoming,
  accountId: string,
  token: string,
): Promise<Reply> {
  const link = world.store.links.get(token);
  const account = world.store.accounts.get(accountId);
  const isUsable =
    incoming.method === "GET" &&
    link?.purpose === "dashboard" &&
    link.account === accountId &&
    link.openedAt === null &&
    world.clock.nowSeconds() <= link.expiresAt;
  if (!isUsable || account === undefined) {
    const text =
      "Login links work once, for a few minutes. Ask for a new one in the app you came from.";
    return htmlReply(404, noticeDocument("This link cannot be used", text));
  }
  world.store.links.put({ ...link, openedAt: world.clock.nowSeconds() });
  await world.keep();
  return htmlReply(200, dashboardDocument(world, account));
}

function dashboardDocument(world: World, account: AccountRecord): string {
  const { store, journal } = world;
  const currencies = journal.currencies(account.id);
  const balances = currencies.map((currency) => {
    const available = money(journal.balance(account.id, "available", currency), currency);
    const pending = money(journal.balance(account.id, "pending", currency), currency);
    return `<dt>${currency.toUpperCase()}</dt><dd>${available} available, ${pending} on its way</dd>`;
  });
  const transfers = store.transfers.newestFirst().filter((it) => it.destination === account.id);
  const payouts = store.payouts.newestFirst().filter((it) => it.owner === account.id);
  const who = account.displayName ?? account.email ?? account.id;
  return hostedDocument(
    "Express dashboard",
    `<h1>${escapeHtml(who)}</h1>
<p class="dim">Account <code>${escapeHtml(account.id)}</code></p>
<section><h2>Balance</h2>${balances.length === 0 ? "<p>Nothing yet. Transfers from the platform will show here.</p>" : `<dl>${balances.join("")}</dl>`}</section>
<section><h2>Transfers received</h2>${table(
      "No transfers yet.",
      ["Date", "Transfer", "Amount"],
      transfers.map((it) => [
        day(it.created),
        it.id,
        money(it.amount - it.amountReversed, it.currency),
      ]),
    )}</section>
<section><h2>Payouts to the bank</h2>${table(
      "No payouts yet.",
      ["Date", "Status", "Amount"],
      payouts.map((it) => [day(it.created), it.status, money(it.amount, it.currency)]),
    )}</section>`,
  );
}

function table(
  empty: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return `<p>${empty}</p>`;
  const cells = (tag: "td" | "th", row: readonly string[]) =>
    row
      .map((text, index) => {
        const scope = tag === "th" ? ' scope="col"' : "";
        const amount = index === row.length - 1 ? ' class="amount"' : "";
        return `<${tag}${scope}${amount}>${escapeHtml(text)}</${tag}>`;
      })
      .join("");
  const body = rows.slice(0, ROWS_MAX).map((row) => `<tr>${cells("td", row)}</tr>`);
  return `<table><thead><tr>${cells("th", head)}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Minor units as people read them. Digits are placed as text: no amount is ever divided. */
function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency: currency.toUpperCase(),
  });
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const rest = places === 0 ? "" : `.${digits.slice(-places)}`;
  return `${minor < 0 ? "−" : ""}${whole}${rest} ${currency.toUpperCase()}`;
}
