import { describe, expect, it } from "vitest";
import { codeOf } from "./code.ts";

const CODE = "abcDEF012-_34567";

describe("an enrolment code", () => {
  it("is found in a link, in what follows its # and among other things there", () => {
    expect(codeOf(`https://cordon.example/gate/#enrol=${CODE}`)).toBe(CODE);
    expect(codeOf(`#enrol=${CODE}`)).toBe(CODE);
    expect(codeOf(` #from=sheet&enrol=${CODE}\n`)).toBe(CODE);
  });
  it("is not found in a pass, in a code by itself or where something follows it", () => {
    for (const text of [
      "",
      CODE,
      `unenrol=${CODE}`,
      `#enrol=${CODE}&more=1`,
      "#enrol=short",
      `#enrol=${"a".repeat(129)}`,
    ])
      expect(codeOf(text)).toBeNull();
  });
});
