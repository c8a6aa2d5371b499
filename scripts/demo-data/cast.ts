/** How a developer stands with Stripe, and what keeps their money back. */
export type Standing =
  | "paid"
  | "not_onboarded"
  | "requirements_due"
  | "under_review"
  | "on_hold"
  | "below_minimum"
  | "negative";

export type CastPlugin = {
  readonly id: string;
  readonly name: string;
  readonly pricing: "free" | "once" | "monthly" | "yearly";
  /** Minor units; 0 for free plugins. */
  readonly price: number;
  readonly currency: "eur" | "usd";
  /** New installs a month when it was young. */
  readonly monthlyInstalls: number;
  /** Months after the first one; 0 for those that were there before. */
  readonly launchedAfter: number;
};

export type CastDeveloper = {
  readonly id: string;
  readonly name: string;
  /** Who signs in for them. */
  readonly person: string;
  readonly email: string;
  readonly country: string;
  readonly standing: Standing;
  /** Terms of their own, in basis points. */
  readonly share?: number;
  readonly plugins: readonly CastPlugin[];
};

type Terms = readonly [
  id: string,
  name: string,
  pricing: CastPlugin["pricing"],
  price: number,
  currency: CastPlugin["currency"],
  monthlyInstalls: number,
  launchedAfter: number,
];

const plugins = (...rows: readonly Terms[]): readonly CastPlugin[] =>
  rows.map(([id, name, pricing, price, currency, monthlyInstalls, launchedAfter]) => ({
    ...{ id, name, pricing, price, currency, monthlyInstalls, launchedAfter },
  }));

/** The demo's marketplace. Nobody here exists; the domain names are reserved for examples. */
export const CAST: readonly CastDeveloper[] = [
  {
    ...{ id: "northlight", name: "Northlight Tools", email: "mira@northlight.example" },
    ...{ person: "Mira Halden", country: "DE", standing: "paid" },
    plugins: plugins(
      ["schema-lens", "Schema Lens", "monthly", 900, "eur", 46, 0],
      ["query-trail", "Query Trail", "monthly", 1400, "eur", 22, 0],
      ["diff-garden", "Diff Garden", "once", 2900, "eur", 30, 0],
      ["log-weaver", "Log Weaver", "yearly", 7900, "eur", 14, 2],
      ["env-keeper", "Env Keeper", "free", 0, "eur", 95, 0],
      ["release-radar", "Release Radar", "monthly", 600, "eur", 26, 6],
    ),
  },
  {
    ...{ id: "fennec-labs", name: "Fennec Labs", email: "tariq@fennec.example" },
    ...{ person: "Tariq Benali", country: "FR", standing: "paid", share: 8000 },
    plugins: plugins(
      ["form-smith", "Form Smith", "monthly", 1200, "eur", 40, 0],
      ["locale-loom", "Locale Loom", "monthly", 1900, "eur", 18, 0],
      ["image-press", "Image Press", "once", 1900, "eur", 42, 0],
      ["seo-compass", "SEO Compass", "monthly", 800, "eur", 30, 3],
      ["cookie-desk", "Cookie Desk", "free", 0, "eur", 80, 1],
    ),
  },
  {
    ...{ id: "papercrane", name: "Papercrane Studio", email: "yuki@papercrane.example" },
    ...{ person: "Yuki Tanabe", country: "NL", standing: "paid" },
    plugins: plugins(
      ["palette-forge", "Palette Forge", "once", 2400, "eur", 48, 0],
      ["grid-tailor", "Grid Tailor", "once", 1500, "eur", 52, 0],
      ["type-scale", "Type Scale Pro", "yearly", 4900, "eur", 24, 0],
      ["mockup-shelf", "Mockup Shelf", "free", 0, "eur", 88, 0],
    ),
  },
  {
    ...{ id: "basalt", name: "Basalt Software", email: "ingrid@basalt.example" },
    ...{ person: "Ingrid Solberg", country: "US", standing: "paid" },
    plugins: plugins(
      ["container-scope", "Container Scope", "monthly", 1500, "usd", 34, 0],
      ["secret-vaultlet", "Secret Vaultlet", "monthly", 2500, "usd", 14, 0],
      ["pipeline-meter", "Pipeline Meter", "yearly", 12_900, "usd", 8, 0],
      ["test-harbor", "Test Harbor", "once", 4900, "usd", 18, 4],
    ),
  },
  {
    ...{ id: "tidepool", name: "Tidepool Games", email: "leo@tidepool.example" },
    ...{ person: "Leo Marchetti", country: "US", standing: "paid" },
    plugins: plugins(
      ["tilemap-studio", "Tilemap Studio", "once", 3900, "usd", 44, 0],
      ["dialogue-tree", "Dialogue Tree", "once", 2900, "usd", 36, 0],
      ["particle-pond", "Particle Pond", "once", 1900, "usd", 40, 5],
      ["save-slots", "Save Slots", "free", 0, "usd", 100, 0],
    ),
  },
  {
    ...{ id: "lumen-oak", name: "Lumen & Oak", email: "sofia@lumenoak.example" },
    ...{ person: "Sofia Robles", country: "ES", standing: "paid" },
    plugins: plugins(
      ["inbox-butler", "Inbox Butler", "monthly", 700, "eur", 36, 0],
      ["inbox-butler-us", "Inbox Butler (US)", "monthly", 800, "usd", 26, 2],
      ["calendar-weave", "Calendar Weave", "yearly", 3600, "eur", 20, 0],
      ["invoice-nest", "Invoice Nest", "monthly", 1600, "usd", 12, 4],
    ),
  },
  {
    ...{ id: "hollow-pine", name: "Hollow Pine Games", email: "sam@hollowpine.example" },
    ...{ person: "Sam Whitlock", country: "GB", standing: "on_hold" },
    plugins: plugins(
      ["quest-log", "Quest Log", "once", 2200, "eur", 32, 0],
      ["weather-kit", "Weather Kit", "once", 1400, "eur", 34, 0],
      ["npc-voices", "NPC Voices", "monthly", 1100, "eur", 14, 3],
    ),
  },
  {
    ...{ id: "marginalia", name: "Marginalia Press", email: "agnes@marginalia.example" },
    ...{ person: "Agnes Lindner", country: "AT", standing: "below_minimum" },
    plugins: plugins(
      ["footnote-fixer", "Footnote Fixer", "once", 300, "eur", 2, 9],
      ["drop-caps", "Drop Caps", "free", 0, "eur", 25, 6],
      ["citation-clip", "Citation Clip", "free", 0, "eur", 30, 2],
    ),
  },
  {
    ...{ id: "kestrel-type", name: "Kestrel Type", email: "owen@kestrel.example" },
    ...{ person: "Owen Gallagher", country: "IE", standing: "not_onboarded" },
    plugins: plugins(
      ["glyph-browser", "Glyph Browser", "once", 1200, "eur", 26, 8],
      ["kerning-coach", "Kerning Coach", "once", 1800, "eur", 16, 9],
    ),
  },
  {
    ...{ id: "saltmarsh", name: "Saltmarsh Systems", email: "noor@saltmarsh.example" },
    ...{ person: "Noor Haddad", country: "US", standing: "requirements_due" },
    plugins: plugins(
      ["cron-chart", "Cron Chart", "monthly", 1000, "usd", 20, 7],
      ["webhook-tap", "Webhook Tap", "monthly", 1300, "usd", 16, 7],
    ),
  },
  {
    ...{ id: "orbit-anvil", name: "Orbit & Anvil", email: "petra@orbitanvil.example" },
    ...{ person: "Petra Colombo", country: "IT", standing: "under_review" },
    plugins: plugins(
      ["mesh-tidy", "Mesh Tidy", "once", 3200, "eur", 18, 10],
      ["shader-notes", "Shader Notes", "once", 2100, "eur", 20, 10],
    ),
  },
  {
    ...{ id: "blue-lantern", name: "Blue Lantern Works", email: "dmitri@bluelantern.example" },
    ...{ person: "Dmitri Wolski", country: "PL", standing: "negative" },
    plugins: plugins(["audit-beacon", "Audit Beacon", "yearly", 9900, "eur", 3, 0]),
  },
  {
    ...{ id: "copper-finch", name: "Copper Finch", email: "ines@copperfinch.example" },
    ...{ person: "Ines Duarte", country: "PT", standing: "paid" },
    plugins: plugins(["sketch-relay", "Sketch Relay", "once", 8900, "eur", 9, 11]),
  },
];

/** Each of their sales is paid by itself since then: customers pay for them straight at Stripe. */
export const PAID_AT_ONCE = { id: "copper-finch", pluginId: "sketch-relay", monthsAgo: 2 } as const;

/** The plugin whose developer negotiated a better share for it, from some month on. */
export const BETTER_TERM = { pluginId: "inbox-butler", share: 7500, afterMonths: 7 } as const;

export const ADMINS = [
  { name: "Ada Okafor", email: "ada@marketplace.example" },
  { name: "Bruno Keller", email: "bruno@marketplace.example" },
] as const;

/** Balances below these are carried over. Minor units. */
export const MINIMUMS = { eur: 5000n, usd: 5000n } as const;

/** Earnings were held for a while after a month's end. Counted from months that long ago on. */
export const HOLDING_DAYS = [
  { monthsAgo: 8, days: 10 },
  { monthsAgo: 5, days: 0 },
] as const;

export function holdingDaysOf(monthsAgo: number): number {
  return HOLDING_DAYS.findLast((rule) => rule.monthsAgo >= monthsAgo)?.days ?? 0;
}

/** A run above this takes two people, in either currency. Minor units, and since when. */
export const THRESHOLDS = [
  { monthsAgo: 9, minor: 1_500_000n },
  { monthsAgo: 2, minor: 5_000_000n },
] as const;

/** In Stripe's balance for whatever the visitor wants to pay. Minor units. */
export const VISITORS_FUNDS = { eur: 6_000_000, usd: 4_000_000 } as const;

/** Months with data, the current one included. */
export const MONTHS = 14;
