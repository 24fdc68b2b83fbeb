import { describe, expect, it } from "vitest";
import { type PersonId, SignalId, type TaskId } from "./id.ts";

const ulid = "01J3ZK8Q4M7V9X2B5N6P0RSTWY";

describe("ids", () => {
  it("take a ULID and nothing else", () => {
    expect(SignalId.parse(ulid)).toBe(ulid);
    for (const wrong of [
      "",
      ulid.slice(1),
      `${ulid}0`,
      ulid.toLowerCase(),
      `8${ulid.slice(1)}`,
      ulid.replace("J", "U"),
    ]) {
      expect(SignalId.safeParse(wrong).success, wrong).toBe(false);
    }
  });

  it("are no strings and no ids of another thing to the compiler", () => {
    const signal = SignalId.parse(ulid);
    // @ts-expect-error a signal's id is no task's id
    const task: TaskId = signal;
    // @ts-expect-error a string is no person's id
    const person: PersonId = ulid;
    expect([task, person]).toEqual([ulid, ulid]);
  });
});
