import { describe, expect, it } from "vitest";
import { configOf } from "./config.ts";

describe("configuration", () => {
  it("needs nothing from the environment", () => {
    const config = configOf({});
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 7300,
      databaseUrl: null,
      publicOrigin: null,
      timeZone: "Europe/Paris",
      logLevel: "warn",
      edgeLeaseSeconds: 3600,
    });
  });

  it.each([
    ["CORDON_PORT", "70000"],
    ["CORDON_PORT", "seven"],
    ["CORDON_DATABASE_URL", "mysql://db"],
    ["CORDON_ORIGIN", "https://cordon.example/console"],
    ["CORDON_TIME_ZONE", "Paris"],
    ["CORDON_LOG", "loud"],
    ["CORDON_EDGE_LEASE", "9"],
    ["CORDON_EDGE_LEASE", "86401"],
    ["CORDON_EDGE_LEASE", "an hour"],
  ])("refuses %s=%s and names it", (name, value) => {
    const config = configOf({ [name]: value });
    expect(config).toMatchObject({ problem: "bad-configuration" });
    if ("problem" in config) expect(config.message).toContain(name);
  });
});
