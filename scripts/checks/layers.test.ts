import { describe, expect, it } from "vitest";
import { findLayerViolations, layerOf } from "./layers";

function violationsOf(path: string, text: string): readonly string[] {
  return findLayerViolations([{ path, text }]);
}

describe("findLayerViolations", () => {
  it.each([
    ["lib/domain/money.ts", `import { z } from "zod";`],
    ["lib/domain/money.ts", `import { readFile } from "node:fs";`],
    ["lib/domain/money.ts", `import type { Database } from "@/db/client";`],
    ["db/client.ts", `import type { Deps } from "@/lib/use-cases/deps";`],
    ["db/queries/runs.ts", `import Stripe from "stripe";`],
    ["lib/stripe/transfers.ts", `import { openDatabase } from "@/db/client";`],
    ["lib/use-cases/close-period.ts", `import type Stripe from "stripe";`],
    ["lib/use-cases/close-period.ts", `import { stripeTransfers } from "@/lib/stripe/transfers";`],
    ["lib/use-cases/close-period.ts", `import { sql } from "drizzle-orm";`],
    ["components/ui/button.tsx", `import { findRuns } from "@/db/queries/runs";`],
    ["components/ui/button.tsx", `import { BarChart } from "recharts";`],
    ["components/ui/button.tsx", `import { requireAdmin } from "@/lib/auth/guards";`],
    ["app/earnings/page.tsx", `import { eq } from "drizzle-orm";`],
    ["app/earnings/page.tsx", `const { default: postgres } = await import("postgres");`],
    ["app/earnings/page.tsx", `export type { Database } from "@/db/client";`],
    ["app/earnings/page.tsx", `import { closeOne } from "../../db/writes/close-period";`],
    ["app/api/stripe/webhook/route.ts", `import { readEvent } from "@/lib/stripe/webhook";`],
    ["app/earnings/page.tsx", `import { BarChart } from "recharts";`],
    ["simulator/main.ts", `import { parsePeriod } from "@/lib/domain/period";`],
    ["simulator/main.ts", `import Stripe from "stripe";`],
    ["simulator/main.test.ts", `import { parsePeriod } from "@/lib/domain/period";`],
  ])("catches in %s: %s", (path, text) => {
    expect(violationsOf(path, text)).toHaveLength(1);
  });

  it.each([
    ["lib/domain/money.ts", `import { ok } from "./result";`],
    ["db/queries/runs.ts", `import type { AdminActor } from "@/lib/auth/actor";`],
    ["lib/stripe/transfers.ts", `import Stripe from "stripe";`],
    ["lib/use-cases/close-period.ts", `import { close } from "@/db/writes/close-period";`],
    ["lib/use-cases/world.ts", `import { stripeTransfers } from "@/lib/stripe/transfers";`],
    ["components/charts/earnings.tsx", `import { BarChart } from "recharts";`],
    ["app/earnings/page.tsx", `import { findEarnings } from "@/db/queries/earnings";`],
    ["simulator/main.test.ts", `import Stripe from "stripe";`],
    ["simulator/test-platform.ts", `import Stripe from "stripe";`],
    ["app/earnings/page.tsx", `import { EarningsChart } from "@/components/charts/earnings";`],
    ["db/schema.integration.test.ts", `import { a } from "@/scripts/testing/database";`],
  ])("lets pass in %s: %s", (path, text) => {
    expect(violationsOf(path, text)).toEqual([]);
  });

  it("names the file, the line and both layers", () => {
    const text = `import { ok } from "./result";\nimport type { Run } from "@/db/queries/runs";\n`;
    expect(violationsOf("lib/domain/run.ts", text)).toEqual([
      "lib/domain/run.ts:2 domain must not import db queries (db/queries/runs)",
    ]);
  });

  it("does not take a comment or a text for an import", () => {
    expect(
      violationsOf("lib/domain/a.ts", `// import x from "stripe"\nconst a = "stripe";`),
    ).toEqual([]);
  });
});

describe("layerOf", () => {
  it("lets the longest path decide", () => {
    expect(layerOf("lib/auth/actor")?.name).toBe("actor");
    expect(layerOf("lib/auth/guards.ts")?.name).toBe("auth");
    expect(layerOf("lib/use-cases/world")?.name).toBe("world");
    expect(layerOf("components/charts/bar.tsx")?.name).toBe("charts");
  });
});
