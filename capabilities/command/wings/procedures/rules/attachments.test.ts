import { Instant, type SignalState } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { type ReportWithFiles, reportMustGo } from "./attachments.ts";

const at = (day: number, hour = 0) =>
  Instant.parse(`2026-07-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z`);
const report = (state: SignalState, more: Partial<ReportWithFiles> = {}): ReportWithFiles => ({
  ...{ state, noticedAt: at(1), decidedAt: state === "waiting" ? null : at(2), incidentClosedAt: null },
  ...more,
});

describe("the files of a report", () => {
  it("go a day after it was dismissed, and not before", () => {
    expect(reportMustGo(report("dismissed"), at(2, 23), 365)).toBeNull();
    expect(reportMustGo(report("dismissed"), at(3), 365)).toBe("dismissed");
  });

  it("stay with an open incident, and go as long after its end as those of its log", () => {
    for (const state of ["confirmed", "merged"] as const) {
      expect(reportMustGo(report(state), at(31), 10)).toBeNull();
      const ended = report(state, { incidentClosedAt: at(5) });
      expect(reportMustGo(ended, at(14, 23), 10)).toBeNull();
      expect(reportMustGo(ended, at(15), 10)).toBe("retention");
    }
  });

  it("of what nobody ever decided go as if an incident had ended when it was noticed", () => {
    expect(reportMustGo(report("waiting"), at(10, 23), 10)).toBeNull();
    expect(reportMustGo(report("waiting"), at(11), 10)).toBe("retention");
  });
});
