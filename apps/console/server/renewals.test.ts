import { describe, expect, it } from "vitest";
import { isRenewed, renewedBy } from "./renewals.ts";

describe("what an entry makes old", () => {
  it("names operations, and whole rooms", () => {
    const renewed = renewedBy(["signal.raised", "watch.camera.lost", "signal.dismissed"]);
    expect(isRenewed("command.list-signals", renewed)).toBe(true);
    expect(isRenewed("watch.list-cameras", renewed)).toBe(true);
    expect(isRenewed("command.list-unit-tracks", renewed)).toBe(false);
  });
  it("asks for every unit again when one changes, and not with every task", () => {
    expect(isRenewed("command.list-unit-tracks", renewedBy(["unit.registered"]))).toBe(true);
    expect(isRenewed("command.list-unit-tracks", renewedBy(["task.offered"]))).toBe(false);
  });
  it("leaves the rest alone", () => {
    expect(renewedBy(["vault.subject.erased", "unheard-of"]).size).toBe(0);
  });
});
