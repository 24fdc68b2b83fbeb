import { expect, it } from "vitest";
import { newToken, Token } from "./secret.ts";

it("is never taken for an option on a command line", () => {
  const tokens = Array.from({ length: 5000 }, newToken);
  expect(tokens.filter((token) => token.startsWith("-"))).toEqual([]);
  expect(tokens.filter((token) => !Token.safeParse(token).success)).toEqual([]);
  expect(new Set(tokens).size).toBe(tokens.length);
});
