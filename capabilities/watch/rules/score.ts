import {
  type CameraId,
  type Instant,
  isRefusal,
  type Machine,
  type MandateNeed,
  type NewEntry,
  type Position,
  type Refusal,
  type ScoreRunId,
  step,
} from "@cordon/kernel";
import { type EventKind, type Scene, type SceneEvent, SceneSchema } from "../words/scene.ts";
import {
  type ScoreLine,
  ScoreCancelled,
  ScoreDone,
  ScoreFailed,
  ScoreKept,
  ScoreStarted,
  type ScoreState,
  type Setting,
  type Sweep,
} from "../words/score.ts";
import { refuseWatch } from "../words/refusals.ts";

type Decision = readonly NewEntry[] | Refusal;

export type ScoreEvent = "start" | "finish" | "fail" | "cancel";

/** A replay is started once, by one server; it ends once, and nothing brings it back: ask again instead. */
export const scoreMachine: Machine<ScoreState, ScoreEvent> = {
  word: "replay",
  initial: "queued",
  table: {
    queued: { start: "running", finish: null, fail: "failed", cancel: "cancelled" },
    running: { start: null, finish: "done", fail: "failed", cancel: "cancelled" },
    done: { start: null, finish: null, fail: null, cancel: null },
    failed: { start: null, finish: null, fail: null, cancel: null },
    cancelled: { start: null, finish: null, fail: null, cancel: null },
  },
};

export interface StandingRun {
  readonly id: ScoreRunId;
  readonly camera: CameraId;
  readonly clip: string;
  readonly sha256: string | null;
  readonly state: ScoreState;
  readonly lines: readonly ScoreLine[];
}

const after = ({ state }: Pick<StandingRun, "state">, event: ScoreEvent, entry: NewEntry): Decision => {
  const next = step(scoreMachine, state, event);
  return isRefusal(next) ? next : [entry];
};

export const startRun = (run: StandingRun): Decision => after(run, "start", ScoreStarted.of({ run: run.id }));

export function finishRun(
  run: StandingRun,
  found: { readonly sha256: string; readonly seconds: number; readonly lines: readonly ScoreLine[] },
): Decision {
  return after(run, "finish", ScoreDone.of({ run: run.id, ...found }));
}

export const failRun = (run: StandingRun, because: string): Decision =>
  after(run, "fail", ScoreFailed.of({ run: run.id, because: because.slice(0, 300) }));

export const cancelRun = (run: StandingRun): Decision => after(run, "cancel", ScoreCancelled.of({ run: run.id }));

/** Keeps one line of a finished replay as what is known of a camera's event. */
export function keepScore(
  { id, camera, clip, sha256, state, lines }: StandingRun,
  kind: EventKind,
  value: number | null,
  applied: boolean,
): { readonly entry: NewEntry; readonly line: ScoreLine } | Refusal {
  if (state !== "done" || sha256 === null)
    return refuseWatch(
      "replay-unfinished",
      "not-possible-now",
      "only a replay that came to its end has a score to keep",
      state,
    );
  const line = lines.find((each) => each.kind === kind && (each.setting?.value ?? null) === value);
  if (line === undefined)
    return refuseWatch(
      "replay-measured-no-such",
      "not-found",
      "this replay measured no such event and setting",
      "value",
    );
  return { entry: ScoreKept.of({ ...line, run: id, camera, clip, sha256, applied }), line };
}

/**
 * The scene with a number of every event of one kind set to another value. A refusal when no event of it has this number, or
 * when the scene's schema does not take the value.
 */
export function sceneWith(scene: Scene, kind: EventKind, { name, value }: Setting): Scene | Refusal {
  const isMeant = (event: SceneEvent): boolean =>
    event.kind === kind && isNumberOf(event, name) && !isFixed(event, name);
  if (!scene.events.some(isMeant))
    return refuseWatch(
      "no-such-number",
      "invalid",
      `no ${kind} event of the scene has a number called ${name}`,
      "name",
      { kind, name },
    );
  const events = scene.events.map((event) => (isMeant(event) ? { ...event, [name]: value } : event));
  const read = SceneSchema.safeParse({ ...scene, events });
  if (read.success) return read.data;
  const because = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  return refuseWatch("number-out-of-bounds", "invalid", `${name} ${value}: ${because}`.slice(0, 300), "values", {
    name,
    value: String(value),
    because: because.slice(0, 300),
  });
}

/** The ways of looking that a replay tries: one for each value of a sweep, or the scene as it stands. */
export function trialsOf(
  scene: Scene,
  sweep: Sweep | null,
):
  | readonly { readonly scene: Scene; readonly setting: Setting | null; readonly kinds: readonly EventKind[] }[]
  | Refusal {
  if (sweep === null) return [{ scene, setting: null, kinds: [...new Set(scene.events.map(({ kind }) => kind))] }];
  const tried: { scene: Scene; setting: Setting; kinds: readonly EventKind[] }[] = [];
  for (const value of new Set(sweep.values)) {
    const setting = { name: sweep.name, value };
    const changed = sceneWith(scene, sweep.kind, setting);
    if (isRefusal(changed)) return changed;
    tried.push({ scene: changed, setting, kinds: [sweep.kind] });
  }
  return tried;
}

function isNumberOf(event: object, name: string): boolean {
  return Object.entries(event).some(([member, value]) => member === name && typeof value === "number");
}

/** Nobody dwells on a line: what watches for crossings goes on as it is while its kind's dwell is swept. */
function isFixed(event: SceneEvent, name: string): boolean {
  return name === "dwellSeconds" && "line" in event && event.line !== undefined;
}

/** Images kept to tune an analysis: strictly necessary, and no longer than twelve months (law 2023-380, article 10). */
const KEPT_DAYS = 365;

/** When a clip must be erased, from when its file was last written. */
export const keptUntilMs = (writtenMs: number, retentionDays: number = KEPT_DAYS): number =>
  writtenMs + Math.min(KEPT_DAYS, retentionDays) * 86_400_000;

/** A clip of a camera is replayed under a mandate for that, not under the one the camera runs under. @param kinds what is looked for in it */
export function tuningNeed(position: Position, kinds: readonly EventKind[], at: Instant): MandateNeed {
  return { processing: "algorithmic-video", events: [...new Set(kinds)], positions: [position], at, purpose: "tuning" };
}
