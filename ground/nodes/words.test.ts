import { expect, it } from "vitest";
import { NodeOrigin } from "./words.ts";

it("an origin is scheme, host and port: nothing that is no address, nobody's password, nothing after the host", () => {
  for (const origin of [
    "https://node.example",
    "http://127.0.0.1:7300",
    "http://[::1]:7300",
    "https://Node.Example:443",
  ])
    expect(NodeOrigin.safeParse(origin).success, origin).toBe(true);
  for (const origin of [
    "https://[",
    "https://a:b:c",
    "https://someone:secret@node.example",
    "https://node.example?to=elsewhere",
    "https://node.example#enrol",
    "https://node.example/path",
    "ftp://node.example",
  ])
    expect(NodeOrigin.safeParse(origin).success, origin).toBe(false);
});
