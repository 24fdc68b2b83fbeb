import {
  type Envelope,
  TaskCancelled,
  TaskFinished,
  TaskOffered,
  TaskId,
  TaskRefused,
  TaskStarted,
  UnitId,
} from "@cordon/kernel";
import { z } from "zod";
import type { Movement } from "./movement.ts";
import type { Prepared } from "./prepare.ts";

/** What every step of a task says. */
const Step = z.object({ task: TaskId, unit: UnitId });

/** Units go where their task is once it has begun, and back when it is over, however it ended. */
export function taskListener(units: Prepared["units"], moving: Movement): (entry: Envelope) => void {
  const callSigns = new Map([...units].map(([callSign, { unit }]) => [unit, callSign]));
  const places = new Map<string, readonly [number, number]>();
  return (entry) => {
    if (TaskOffered.is(entry)) {
      const task = TaskOffered.data.parse(entry.data);
      places.set(task.id, [task.position[0], task.position[1]]);
    } else if (TaskStarted.is(entry)) {
      const { task, unit } = Step.parse(entry.data);
      const [place, callSign] = [places.get(task), callSigns.get(unit)];
      if (place && callSign) moving.send(callSign, place);
    } else {
      for (const kind of [TaskFinished, TaskRefused, TaskCancelled]) {
        if (!kind.is(entry)) continue;
        const { task, unit } = Step.parse(entry.data);
        places.delete(task);
        const callSign = callSigns.get(unit);
        if (callSign) moving.release(callSign);
      }
    }
  };
}
