import { z } from "zod";

/** What a trace of Chromium says of one piece of work. Times in microseconds; `tdur` is the thread's own time, without waiting for a core. */
const Event = z.looseObject({
  name: z.string(),
  ph: z.string(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  pid: z.number(),
  tid: z.number(),
  args: z.looseObject({ name: z.string().optional() }).optional(),
});
export const Trace = z.looseObject({ traceEvents: z.array(Event) });
export type TraceEvent = z.infer<typeof Event>;

/** What runs script on the page's own thread: the outermost of these that lie within one another is counted. */
const SCRIPT = new Set([
  "EvaluateScript",
  "FunctionCall",
  "FireAnimationFrame",
  "TimerFire",
  "EventDispatch",
  "RunMicrotasks",
  "v8.callFunction",
  "MinorGC",
  "MajorGC",
  "V8.GC_SCAVENGER",
  "V8.GC_MARK_COMPACTOR",
  "WebSocketReceive",
  "HandlePostMessage",
]);

export interface Scripting {
  /** Milliseconds of script on the main thread between an animation frame's beginning and the next one's; sorted. */
  readonly wall: readonly number[];
  /** The same in the thread's own time: what script takes when nothing else wants its core. */
  readonly own: readonly number[];
}

/** Script a frame, from a trace: all of it, whatever asked for it - positions that arrive, timers, the map's drawing, collecting garbage. */
export function scriptingPerFrame(events: readonly TraceEvent[]): Scripting {
  const main = events.filter(
    ({ ph, name, args }) => ph === "M" && name === "thread_name" && args?.name === "CrRendererMain",
  );
  const busiest = main
    .map(({ pid, tid }) => events.filter((each) => each.pid === pid && each.tid === tid && each.ph === "X"))
    .toSorted((a, b) => b.length - a.length)[0];
  if (busiest === undefined) throw new Error("the trace has no main thread of a page");
  const work = busiest
    .filter(({ name }) => SCRIPT.has(name))
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const begins = work.filter(({ name }) => name === "FireAnimationFrame").map(({ ts }) => ts);
  const wall: number[] = [];
  const own: number[] = [];
  let frame = -1;
  let until = Number.NEGATIVE_INFINITY;
  for (const { ts, dur = 0, tdur = dur } of work) {
    if (ts < until) continue;
    until = ts + dur;
    // Callbacks of one frame run one after another: a frame begins where the last was over.
    while (frame + 1 < begins.length && (begins[frame + 1] ?? 0) <= ts) {
      frame++;
      wall[frame] = 0;
      own[frame] = 0;
    }
    if (frame < 0) continue;
    wall[frame] = (wall[frame] ?? 0) + dur / 1000;
    own[frame] = (own[frame] ?? 0) + tdur / 1000;
  }
  // The last frame is cut off by the end of the trace.
  return { wall: wall.slice(0, -1).toSorted((a, b) => a - b), own: own.slice(0, -1).toSorted((a, b) => a - b) };
}
