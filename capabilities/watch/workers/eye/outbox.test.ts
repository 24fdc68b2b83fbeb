import { CameraId } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { Outbox } from "./outbox.ts";
import type { Report } from "./protocol.ts";

const A = CameraId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWA");
const B = CameraId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWB");
const piece = (camera: CameraId, name: number, key = false): Report => ({
  report: "live",
  camera,
  beginning: false,
  key,
  bytes: Uint8Array.of(name),
});

describe("what the process says", () => {
  it("drops pictures when its parent is slow, and goes on with a key frame; what was noticed is never dropped", () => {
    const sent: Report[] = [];
    const waiting: (() => void)[] = [];
    const outbox = new Outbox((report, done) => {
      sent.push(report);
      waiting.push(done);
    }, 2);
    const names = (): number[] => sent.flatMap((each) => (each.report === "live" ? [...each.bytes] : []));
    outbox.post(piece(A, 1, true));
    outbox.post(piece(B, 2, true));
    outbox.post(piece(A, 3));
    outbox.post({ report: "seeing", camera: A });
    expect(names()).toEqual([1, 2]);
    expect(sent.at(-1)).toMatchObject({ report: "seeing" });
    for (const done of waiting.splice(0)) done();
    // A missed a piece: what builds on it is of no use. B did not.
    outbox.post(piece(A, 4));
    outbox.post(piece(B, 5));
    outbox.post(piece(A, 6, true));
    expect(names()).toEqual([1, 2, 5, 6]);
  });
});
