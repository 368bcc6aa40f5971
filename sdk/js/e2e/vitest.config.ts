import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    // All tests are those of one app, whose media server and webhooks some of them set.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A second is too short on a busy machine.
    expect: { poll: { timeout: 50_000 } },
  },
});
