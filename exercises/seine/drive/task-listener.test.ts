import {
  ContingentId,
  type Envelope,
  EntryId,
  instantOf,
  TaskCancelled,
  TaskFinished,
  TaskId,
  TaskOffered,
  TaskStarted,
  ulid,
  UnitId,
} from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { distanceMetres, type LonLat } from "../scenario/river.ts";
import { at } from "../scenario/time.ts";
import { movement } from "./movement.ts";
import { taskListener } from "./task-listener.ts";

const id = (n: number): string => ulid(n, new Uint8Array(10));
const unit = UnitId.parse(id(1));
const contingent = ContingentId.parse(id(2));
const step = { unit, contingent, commandId: null, pressedAt: null };
const place: LonLat = [2.2921, 48.8604];
const callSign = "Kairos 2";
const start = at(20, 15);

function envelope(seq: number, entry: { readonly kind: string; readonly data: unknown }): Envelope {
  const { kind, data } = entry;
  return {
    seq,
    id: EntryId.parse(id(100 + seq)),
    at: instantOf(0),
    kind,
    by: { kind: "person", id: "x" },
    operation: "x",
    mandate: null,
    data,
  };
}

describe("units hear of their tasks", () => {
  it.each([
    ["finished", (task: TaskId) => TaskFinished.of({ task, ...step, note: "" })],
    ["cancelled", (task: TaskId) => TaskCancelled.of({ task, ...step, reason: "no longer needed" })],
  ])("and go when one has begun, not when it is offered, and come back when it is %s", (_, over) => {
    const moving = movement();
    const hear = taskListener(new Map([[callSign, { unit, track: 1 }]]), moving);
    const where = (seconds: number): LonLat => {
      const found = moving.at(seconds).find((each) => each.callSign === callSign);
      if (!found) throw new Error("the unit is gone");
      return found.position;
    };
    const task = TaskId.parse(id(3));
    where(start);
    hear(
      envelope(
        1,
        TaskOffered.of({
          id: task,
          incident: null,
          unit,
          contingent,
          order: "Check the bag",
          position: [place[0], place[1]],
        }),
      ),
    );
    expect(distanceMetres(where(start + 60), place)).toBeGreaterThan(50);
    hear(envelope(2, TaskStarted.of({ task, ...step })));
    expect(distanceMetres(where(start + 260), place)).toBeLessThan(1);
    hear(envelope(3, over(task)));
    expect(distanceMetres(where(start + 520), place)).toBeGreaterThan(50);
  });
});
