import { findPayouts } from "@/db/queries/payouts";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { firstDay } from "@/lib/domain/period";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { placeHold } from "@/lib/use-cases/place-hold";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { setApprovalThreshold } from "@/lib/use-cases/set-approval-threshold";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import type { Act } from "./act";
import { ADA, BRUNO } from "./admins";
import { assertDone } from "./assert-done";
import { CAST, HOLDING_DAYS, PAID_AT_ONCE, THRESHOLDS } from "./cast";
import type { DemoWorld } from "./demo-world";
import type { StoryCalendar } from "./story-calendar";

/** What the marketplace's admins decided over the months: each rule of money at least once. */
export function decisions(calendar: StoryCalendar): readonly Act[] {
  const { at } = calendar;
  return [
    { at: at(11, 4, 11), play: shareDiffGarden(calendar) },
    ...HOLDING_DAYS.map(({ monthsAgo, days }) => ({
      at: at(monthsAgo, 1, 8),
      play: holdEarnings(calendar, monthsAgo, days),
    })),
    ...THRESHOLDS.map(({ monthsAgo, minor }) => ({
      at: at(monthsAgo, 15, 13),
      play: askForTwoPeople(minor),
    })),
    { at: at(4, 1, 8), play: sellInvoiceNest },
    { at: at(PAID_AT_ONCE.monthsAgo, 1, 8), play: payAtOnce },
    { at: at(3, 20, 15), play: debitListingFee },
    { at: at(2, 12, 16), play: takeBackFromTidepool },
    { at: at(1, 9, 10), play: creditGoodwill },
    { at: at(1, 28, 10), play: holdHollowPine },
  ];
}

const eur = trustedCurrency("eur");
const usd = trustedCurrency("usd");

/** Three who built it together, from the first of the next month on. */
function shareDiffGarden({ month }: StoryCalendar): Act["play"] {
  const shares = [
    { developerId: trusted.developerId("northlight"), part: 6000 },
    { developerId: trusted.developerId("papercrane"), part: 3000 },
    { developerId: trusted.developerId("fennec-labs"), part: 1000 },
  ];
  return async ({ deps }) => {
    const wish = { pluginId: trusted.pluginId("diff-garden"), shares, day: firstDay(month(10)) };
    assertDone("the shares of diff-garden", await setPluginShares(deps, ADA, wish));
  };
}

function holdEarnings({ month }: StoryCalendar, monthsAgo: number, days: number): Act["play"] {
  return async ({ deps }) => {
    const rule = { holdingDays: days, sweepMonth: 12, from: month(monthsAgo) };
    assertDone("the payout rule", await setPayoutRule(deps, BRUNO, rule));
  };
}

function askForTwoPeople(minor: bigint): Act["play"] {
  return async ({ deps }) => {
    for (const currency of [eur, usd]) {
      const set = await setApprovalThreshold(deps, BRUNO, { minor, currency });
      assertDone(`the threshold in ${currency}`, set);
    }
  };
}

/** Lumen & Oak sold the plugin. What it earned until then stays theirs. */
async function sellInvoiceNest({ deps }: DemoWorld): Promise<void> {
  const plugin = { id: trusted.pluginId("invoice-nest"), name: "Invoice Nest" };
  const price = { minor: 1600n, currency: usd };
  const record = { ...plugin, price, developerId: trusted.developerId("basalt") };
  assertDone("the sale of invoice-nest", await savePlugin(deps, ADA, record));
}

async function payAtOnce({ deps }: DemoWorld): Promise<void> {
  const change = {
    developerId: trusted.developerId(PAID_AT_ONCE.id),
    schedule: "instant",
  } as const;
  assertDone("the instant schedule", await setSchedule(deps, ADA, change));
}

async function debitListingFee({ deps }: DemoWorld): Promise<void> {
  const wish = {
    ...{ externalId: "adjust-listing-fee", amount: { minor: -4900n, currency: eur } },
    developerId: trusted.developerId("lumen-oak"),
    pluginId: trusted.pluginId("inbox-butler"),
    reason: "fee",
    note: "Featured on the front page for a week, as agreed with Sofia.",
  };
  assertDone("the fee", await adjustBalance(deps, ADA, wish));
}

async function creditGoodwill({ deps }: DemoWorld): Promise<void> {
  const wish = {
    ...{ externalId: "adjust-goodwill", amount: { minor: 12_000n, currency: eur } },
    developerId: trusted.developerId("fennec-labs"),
    pluginId: trusted.pluginId("image-press"),
    reason: "goodwill",
    note: "Image Press could not be bought for two days after our last release. Sorry.",
  };
  assertDone("the goodwill", await adjustBalance(deps, BRUNO, wish));
}

/** A part of what was paid last: it is owed again, and goes with the next run. */
async function takeBackFromTidepool({ deps }: DemoWorld): Promise<void> {
  const [payout] = await findPayouts(deps.db, trusted.developerId("tidepool"));
  if (!payout) throw new Error("Tidepool was never paid");
  const reason = "Leo asked for a part of it to be paid a month later, for his books.";
  const wish = { payoutId: payout.id, amount: 40_000n, reason };
  const reversal = assertDone("the reversal", await reversePayout(deps, BRUNO, wish));
  if (reversal.state !== "made") throw new Error("Nobody knows what became of the reversal");
}

async function holdHollowPine({ deps }: DemoWorld): Promise<void> {
  const reason = "Two buyers report that Weather Kit was copied from them. Legal is looking at it.";
  for (const { id } of CAST.filter(({ standing }) => standing === "on_hold")) {
    const hold = { developerId: trusted.developerId(id), reason };
    assertDone(`the hold on ${id}`, await placeHold(deps, ADA, hold));
  }
}
