import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What the mutation tests run: the domain's own tests, which need neither database nor browser. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["lib/domain/**/*.test.ts"],
    // Half a minute for each mutant; what these two prove, the others have to notice without them.
    exclude: ["lib/domain/period-in-every-zone.test.ts"],
    environment: "node",
    // All files in one worker, which is a new one for each mutant: a constant is made with its mutant.
    isolate: false,
    testTimeout: 30_000,
  },
});
