import { defineConfig } from "vitest/config";

const never = ["**/node_modules/**", "**/dist/**", "toolchain/**"];

/**
 * Two projects, never run together: `unit` is every test beside its code, on real files, sockets and PostgreSQL;
 * `e2e` is the whole system in a browser. Processes, not threads: native decoders and child processes are under test.
 */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // A run that finds no test is a broken run.
    passWithNoTests: false,
    // What is waited for comes when it comes: a busy machine is no failure.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...never, "e2e/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles: ["scripts/random.setup.ts"],
          // One PostgreSQL for the run; see ground/store/testing.ts.
          globalSetup: ["ground/store/testing-setup.ts"],
          provide: { givenDatabaseUrl: process.env.CORDON_TEST_DATABASE_URL ?? "" },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          exclude: never,
          // One at a time: each starts a server and a browser, and two of both starve each other on two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
