/** The gates of the evening, worked beside everything else: what is slow or refused at a gate stops no unit. */
import { attempt, type Doors, rest } from "./doors.ts";
import { type GateCrew, gateCrew } from "./gate-crew.ts";
import { openGates } from "./open-gates.ts";
import { Telling } from "./telling.ts";

const beatMs = 1_000;
/** Where gates cannot be opened, it is tried again after so long. */
const closedRestMs = 30_000;

/**
 * Until the signal aborts.
 * @param seconds the evening's clock
 * @param broke told of what the system refused
 */
export async function workGates(
  system: Doors,
  seconds: () => number,
  signal: AbortSignal,
  broke: (error: unknown) => void,
): Promise<void> {
  let crew: GateCrew | null = null;
  const telling = new Telling();
  while (!signal.aborted) {
    const standing: GateCrew | null = crew;
    if (standing === null) {
      const opened = await attempt(broke, async () => gateCrew(system, await openGates(system, Date.now())));
      crew = opened ?? null;
      if (crew === null) await rest(closedRestMs, signal);
      continue;
    }
    const told = telling.next(seconds(), performance.now());
    await attempt(broke, () =>
      told.jumped ? standing.takeOver(told.untilSeconds) : standing.work(told.fromSeconds, told.untilSeconds),
    );
    if (told.jumped || !told.isBehind) await rest(beatMs - (Date.now() % beatMs), signal);
  }
}
