import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sdk = (file: string) => fileURLToPath(new URL(`../../sdk/js/src/${file}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { "latchkey/server": sdk("server/index.ts"), latchkey: sdk("index.ts") } },
  test: { include: ["e2e/**/*.e2e.ts"], testTimeout: 240_000, hookTimeout: 60_000 },
});
