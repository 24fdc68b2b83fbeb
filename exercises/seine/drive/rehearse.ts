/** The rehearsal itself: begins the exercise, puts everything in place, and then plays the evening through the public doors. */
import {
  ExerciseBegun,
  ExerciseClockSet,
  ExerciseClock,
  exercisePhase,
  exerciseSeconds,
  instantOf,
  SignalId,
  ulid,
} from "@cordon/kernel";
import { z } from "zod";
import { eveningBeginsAt, eveningSeconds, rehearsalBeginsAtSeconds } from "../scenario/time.ts";
import { type Report, reportsBetween } from "../scenario/timeline.ts";
import type { Card } from "../scene/renderer.ts";
import { renderedFeeds } from "../stream/cameras.ts";
import { serveFeeds } from "../stream/server.ts";
import { attempt, type Doors, doors, rest } from "./doors.ts";
import { keepMandates, mandatesChange } from "./keep-mandates.ts";
import { type LiveLine, liveLine } from "./live-line.ts";
import { movement, type Movement } from "./movement.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { taskListener } from "./task-listener.ts";
import { registerCameras } from "./register-cameras.ts";
import { Telling } from "./telling.ts";
import { workGates } from "./work-gates.ts";

export type Setting = {
  /** The server's public address, e.g. `http://127.0.0.1:7300`. */
  readonly url: string;
  /** Opens the doors as the exercise. */
  readonly token: string;
  /** Folder of measured walks; walks are generated where it is missing. */
  readonly tracksFolder: string;
};

const Standing = z.object({ clock: ExerciseClock });

/**
 * Runs until the signal aborts.
 * @param broke told of a rendered camera that failed; the rest goes on
 * @throws Error when the system cannot be reached or refuses to be prepared
 */
export async function rehearse(setting: Setting, signal: AbortSignal, broke: (error: unknown) => void): Promise<void> {
  const system = doors(setting.url, setting.token, signal);
  let clock = await begin(system);
  const seconds = (): number => exerciseSeconds(clock, instantOf(Date.now()));

  const feeds = renderedFeeds(setting.tracksFolder, () => ({ seconds: seconds(), card: cardOf(clock) }), broke);
  await using stack = new AsyncDisposableStack();
  for (const feed of feeds.values()) stack.use(feed);
  // Next to the server's own port, so that the cameras keep their addresses from one start to the next.
  const preferred = Number(new URL(setting.url).port) + 1;
  const streams = stack.use(await serveFeeds(feeds, preferred).catch(() => serveFeeds(feeds)));

  const prepared = await prepare(system);
  await keepMandates(system, Date.now(), seconds());
  // Without its cameras the evening is still worth playing.
  await attempt(broke, () => registerCameras(system, prepared, streams));

  const moving = movement();
  const listen = taskListener(prepared.units, moving);
  const line = liveLine(setting.url, setting.token, signal, (entry) => {
    if (ExerciseClockSet.is(entry)) clock = ExerciseClockSet.data.parse(entry.data).clock;
    if (ExerciseBegun.is(entry)) clock = ExerciseBegun.data.parse(entry.data).clock;
    listen(entry);
  });
  await Promise.all([
    play(system, prepared, moving, seconds, line.report, signal, broke),
    workGates(system, seconds, signal, broke),
  ]);
  await line.over;
}

/** What the cameras show while the clock stands. */
function cardOf(clock: ExerciseClock): Card | null {
  switch (exercisePhase(clock, instantOf(Date.now()))) {
    case "running":
      return null;
    case "paused":
      return "PAUSED / EN PAUSE";
    case "ended":
      return "ENDED / TERMINÉ";
  }
}

/** Begins the exercise, or joins the one that stands; one that is over starts again. */
async function begin(system: Doors): Promise<ExerciseClock> {
  const fresh = {
    name: { fr: "Cérémonie sur la Seine", en: "Ceremony on the Seine" },
    dayBegins: eveningBeginsAt,
    clock: {
      phase: "running",
      speed: 1,
      anchorSeconds: rehearsalBeginsAtSeconds,
      anchorAt: instantOf(Date.now()),
      endsSeconds: eveningSeconds,
    },
  };
  const { clock } = await system.tell("exercise.begin", fresh, Standing);
  if (exercisePhase(clock, instantOf(Date.now())) !== "ended") return clock;
  return system.tell(
    "exercise.set-clock",
    { command: { kind: "seek", seconds: rehearsalBeginsAtSeconds } },
    ExerciseClock,
  );
}

/** How often positions are sent, milliseconds of real time. */
const beatMs = 1000;

async function play(
  system: Doors,
  prepared: Prepared,
  moving: Movement,
  seconds: () => number,
  report: LiveLine["report"],
  signal: AbortSignal,
  broke: (error: unknown) => void,
): Promise<void> {
  const telling = new Telling();
  telling.next(seconds(), performance.now());
  while (!signal.aborted) {
    const now = seconds();
    const atMs = Date.now();
    report(
      moving.at(now).flatMap(({ callSign, position, headingDegrees, metresPerSecond }) => {
        const known = prepared.units.get(callSign);
        return known
          ? [
              {
                track: known.track,
                lon: position[0],
                lat: position[1],
                heading: headingDegrees,
                speed: metresPerSecond,
                atMs,
              },
            ]
          : [];
      }),
    );
    const told = telling.next(now, performance.now());
    await attempt(broke, async () => {
      const { untilSeconds } = told;
      // What was jumped over is not told: it did not happen in this telling. The orders are brought to where the clock is.
      if (told.jumped || mandatesChange(told.fromSeconds, untilSeconds))
        await keepMandates(system, Date.now(), untilSeconds);
      if (!told.jumped)
        for (const each of reportsBetween(told.fromSeconds, untilSeconds)) await raise(system, prepared, each);
    });
    if (told.jumped || !told.isBehind) await rest(beatMs - (Date.now() % beatMs), signal);
  }
}

/** A steward's or a gate's report; told again under the same id if the answer was lost, so that it is there once. */
async function raise(system: Doors, prepared: Prepared, report: Report): Promise<void> {
  const signal = SignalId.parse(ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
  const { kind, note, position } = report;
  const place = (report.place && prepared.places.get(report.place)) ?? null;
  await system.tell("command.raise-signal", { signal, kind, note, position, place }, z.object({ signal: SignalId }));
}
