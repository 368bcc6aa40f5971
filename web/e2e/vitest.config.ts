import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sdk = (file: string) => fileURLToPath(new URL(`../../sdk/js/src/${file}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { "latchkey/server": sdk("server/index.ts"), latchkey: sdk("index.ts") } },
  test: {
    include: ["e2e/**/*.e2e.ts"],
    // All stories are those of one app, whose media server and webhooks some of them set.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // As long as any other wait; a second is too short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
  },
});
