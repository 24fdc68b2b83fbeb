import { CameraId, instantOf, isRefusal, MandateId, step, SubjectId, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameraMachine, lose, needOf, recover, register, type StandingCamera, start, stop } from "./rules.ts";
import type { Camera, CameraState } from "./words.ts";

const id = ulid(1_700_000_000_000, new Uint8Array(10));
const at = instantOf(1_700_000_000_000);

const camera: Camera = {
  id: CameraId.parse(id),
  reference: "cam-1",
  name: { fr: "Quai", en: "Quay" },
  place: null,
  position: [2.3, 48.86],
  headingDegrees: 0,
  fieldOfViewDegrees: 60,
  rangeMetres: 60,
  purpose: "test",
  playback: "loop",
  source: SubjectId.parse(id),
  shownAddress: "film.mp4",
  shownSubAddress: null,
  edge: null,
  scene: {
    events: [
      { kind: "zone-entry", dwellSeconds: 0 },
      { kind: "zone-entry", dwellSeconds: 5 },
    ],
    zones: [],
  },
};

const standing = (state: CameraState, because: string | null = null): StandingCamera => ({
  camera,
  state,
  because,
  since: at,
  mandate: MandateId.parse(id),
  suspended: [],
});

describe("rules of watch", () => {
  it("registers once, and says what changed only when something did", () => {
    const kinds = (decision: ReturnType<typeof register>): unknown =>
      isRefusal(decision) ? decision : decision.map(({ kind }) => kind);
    expect(kinds(register(camera, null, true))).toEqual(["watch.camera.registered"]);
    expect(kinds(register({ ...camera }, camera, false))).toEqual([]);
    expect(kinds(register(camera, camera, true))).toEqual(["watch.camera.changed"]);
    expect(kinds(register({ ...camera, rangeMetres: 70 }, camera, false))).toEqual(["watch.camera.changed"]);
  });

  it("asks the law for each event once, at the camera's place and for its purpose", () => {
    expect(needOf(camera, at)).toEqual({
      processing: "algorithmic-video",
      events: ["zone-entry"],
      positions: [[2.3, 48.86]],
      at,
      purpose: "test",
    });
  });

  it("follows the machine, whatever happens in whatever order", () => {
    const decide = {
      start,
      stop: (now: StandingCamera) => stop(now, "unusable", ""),
      lose: (now: StandingCamera) => lose(now, "timeout", ""),
      recover,
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom("start", "stop", "lose", "recover")), (events) => {
        let state: CameraState = cameraMachine.initial;
        for (const event of events) {
          const decision = decide[event](standing(state));
          const next = step(cameraMachine, state, event);
          if (isRefusal(next)) {
            // Losing what is lost is no news; stopping what is stopped tells a new reason and changes no state.
            const isCalm = (event === "lose" && state === "lost") || (event === "stop" && state === "stopped");
            expect(isRefusal(decision)).toBe(!isCalm);
          } else {
            expect(isRefusal(decision) ? decision : decision.length).toBe(1);
            state = next.to;
          }
        }
      }),
    );
  });

  it("writes down a reason for standing still once", () => {
    expect(stop(standing("stopped", "no-mandate"), "no-mandate", "")).toEqual([]);
    expect(stop(standing("stopped", "new"), "no-mandate", "")).toHaveLength(1);
  });
});
