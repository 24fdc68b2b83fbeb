import { newId } from "@cordon/ground";
import { CameraId } from "@cordon/kernel";
import { expect, it } from "vitest";
import { SceneSchema } from "../words/scene.ts";
import { Leases } from "./leases.ts";

const scene = SceneSchema.parse({ events: [{ kind: "zone-entry" }] });

it("is over when its time is, counted from when it was asked for, and renewed while the centre says so", () => {
  let nowMs = 1_000;
  const leases = new Leases(() => nowMs);
  const order = {
    camera: newId(CameraId),
    address: "rtsp://camera/1",
    subAddress: null,
    scene,
    playback: "loop",
    leaseSeconds: 60,
  } as const;
  expect(leases.grant(order, 500)).toBe(true);
  nowMs = 60_400;
  expect(leases.has(order.camera)).toBe(true);
  expect(leases.grant(order, nowMs)).toBe(false);
  nowMs = 120_399;
  expect(leases.over()).toEqual([]);
  nowMs = 120_401;
  expect(leases.over()).toEqual([order.camera]);
  expect(leases.has(order.camera)).toBe(false);
  leases.end(order.camera);
  // An answer that came so late that it allows nothing any more.
  expect(leases.grant({ ...order, leaseSeconds: 1 }, nowMs - 2_000)).toBe(false);
  expect(leases.cameras).toEqual([]);
});
