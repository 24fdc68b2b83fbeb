import { describe, expect, it } from "vitest";
import { type CallTrace, cameFromThisMachine, isLoopback } from "./loopback.ts";

const LOCAL: CallTrace = { boundTo: "127.0.0.1", peer: "127.0.0.1", headers: { host: "127.0.0.1:7300" } };

describe("a call from this machine", () => {
  it.each([
    [LOCAL],
    [{ ...LOCAL, boundTo: "::1", peer: "::1", headers: { host: "[::1]:7300" } }],
    [{ ...LOCAL, boundTo: "localhost", peer: "::ffff:127.0.0.1", headers: { host: "localhost:7300" } }],
    [{ ...LOCAL, headers: { host: "LOCALHOST" } }],
  ])("is one: %j", (call) => expect(cameFromThisMachine(call)).toBe(true));

  it.each([
    ["bound to every address", { ...LOCAL, boundTo: "0.0.0.0" }],
    ["bound to the network", { ...LOCAL, boundTo: "192.0.2.7" }],
    ["another machine", { ...LOCAL, peer: "192.0.2.9" }],
    ["DNS rebinding", { ...LOCAL, headers: { host: "cordon.evil.test:7300" } }],
    ["a name that begins like a loopback", { ...LOCAL, headers: { host: "127.0.0.1.evil.test" } }],
    ["localhost as a subdomain of somewhere", { ...LOCAL, headers: { host: "localhost.evil.test" } }],
    ["no host", { ...LOCAL, headers: {} }],
    ["an empty host", { ...LOCAL, headers: { host: "" } }],
    ["a proxy that says so", { ...LOCAL, headers: { host: "127.0.0.1", "x-forwarded-for": "192.0.2.9" } }],
    ["a proxy that says so, standard", { ...LOCAL, headers: { host: "127.0.0.1", forwarded: "for=192.0.2.9" } }],
    ["a proxy that says so, empty", { ...LOCAL, headers: { host: "127.0.0.1", via: "" } }],
  ] satisfies readonly (readonly [string, CallTrace])[])("is none: %s", (_, call) =>
    expect(cameFromThisMachine(call)).toBe(false),
  );

  it("knows loopback addresses from names and numbers that look like them", () => {
    for (const address of ["127.0.0.1", "127.9.8.7", "::1", "[::1]", "localhost", "::ffff:127.0.0.1"])
      expect(isLoopback(address)).toBe(true);
    for (const address of ["128.0.0.1", "10.0.0.1", "::2", "127.0.0", "127.0.0.1.evil.test", "", "0.0.0.0", "::"])
      expect(isLoopback(address)).toBe(false);
  });
});
