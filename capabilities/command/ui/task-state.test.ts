import { isRefusal, step, type TaskEvent, taskMachine, TaskState } from "@cordon/kernel";
import { expect, it } from "vitest";
import { isEndedTask, saidNext } from "./task-state.ts";

it("offers of a task what its table takes, never the taking back, and nothing once it has ended", () => {
  const all: readonly TaskEvent[] = ["acknowledge", "start", "finish", "refuse", "cancel"];
  for (const state of TaskState.options) {
    const takes = all.filter((event) => event !== "cancel" && !isRefusal(step(taskMachine, state, event)));
    expect(saidNext(state)).toEqual(takes);
    expect(saidNext(state).length === 0).toBe(isEndedTask(state));
  }
  expect(saidNext("offered")).toEqual(["acknowledge", "start", "refuse"]);
  expect(saidNext("under-way")).toEqual(["finish", "refuse"]);
});
