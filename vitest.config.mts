import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    // One thread gives the same numbers bit for bit, and two workers fill two cores.
    env: { LARGEBATCH_THREADS: "1" },
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
