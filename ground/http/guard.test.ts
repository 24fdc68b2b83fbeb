import { describe, expect, it } from "vitest";
import { rangeOf } from "./exhibits.ts";
import { foreign, originsOf } from "./guard.ts";

describe("whose pages may act here", () => {
  const local = originsOf("127.0.0.1", 7300, null);

  it("this machine's own, by any of its names", () => {
    for (const host of ["127.0.0.1:7300", "localhost:7300", "[::1]:7300"])
      expect(foreign(local, { host, origin: `http://${host}` })).toBeNull();
    expect(foreign(local, { host: "localhost:7300", origin: undefined })).toBeNull();
    expect(local.loopbackOnly).toBe(true);
  });

  it("no page that points its own name at this machine (DNS rebinding)", () => {
    expect(foreign(local, { host: "evil.example:7300", origin: undefined })).toContain("evil.example");
    expect(foreign(local, { host: undefined, origin: undefined })).not.toBeNull();
  });

  it("no other site's page (CSRF), nor this machine's on another port", () => {
    expect(foreign(local, { host: "localhost:7300", origin: "https://evil.example" })).toContain("evil.example");
    expect(foreign(local, { host: "localhost:7300", origin: "http://localhost:7301" })).not.toBeNull();
    expect(foreign(local, { host: "localhost:7300", origin: "null" })).not.toBeNull();
  });

  it("the name a proxy gives it, and then it is no longer this machine alone", () => {
    const proxied = originsOf("127.0.0.1", 7300, "https://cordon.example");
    expect(foreign(proxied, { host: "cordon.example", origin: "https://cordon.example" })).toBeNull();
    expect(proxied.loopbackOnly).toBe(false);
  });
});

describe("a byte range", () => {
  it.each([
    ["bytes=0-99", 1000, { from: 0, to: 99 }],
    ["bytes=900-", 1000, { from: 900, to: 999 }],
    ["bytes=-100", 1000, { from: 900, to: 999 }],
    ["bytes=990-5000", 1000, { from: 990, to: 999 }],
    ["bytes=1000-", 1000, null],
    ["bytes=5-2", 1000, null],
    ["bytes=-", 1000, null],
    ["bytes=0-1,5-6", 1000, null],
    ["lines=0-1", 1000, null],
    [undefined, 1000, null],
    ["bytes=0-", 0, null],
  ])("%s of %i", (header, bytes, expected) => expect(rangeOf(header, bytes)).toEqual(expected));
});
