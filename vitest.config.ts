import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: [
            "{lib,db,simulator,components,app,cli,worker,scripts,bench}/**/*.test.{ts,tsx}",
          ],
          exclude: ["**/*.{integration,fault}.test.ts", "**/node_modules/**"],
          environment: "node",
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{lib,db,simulator,app,cli,worker,scripts}/**/*.integration.test.ts"],
          environment: "node",
          isolate: false,
          globalSetup: ["./scripts/testing/postgres-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "faults",
          include: ["scripts/faults/**/*.fault.test.ts"],
          environment: "node",
          globalSetup: ["./scripts/testing/postgres-setup.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
