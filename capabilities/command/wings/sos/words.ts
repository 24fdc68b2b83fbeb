import { COMMAND_ROOM, ContingentId, entry, Instant, Position, SignalId, UnitId } from "@cordon/kernel";
import { z } from "zod";

/**
 * Where an SOS is said to be, the surest first: by the phone itself, where its unit was seen last, where the task is that it has answered, the
 * post of its shift. `nowhere`: nobody knows; it is on no map, and said to be nowhere. Of before that was so, a position stands there all the same.
 */
export const SosWhere = z.enum(["phone", "track", "task", "post", "nowhere"]);
export type SosWhere = z.infer<typeof SosWhere>;

/** One press: its own name, when by the phone's clock, and where its unit is taken to be. */
const Pressed = z.object({
  /** Drawn by the phone when it was pressed. */
  press: SignalId,
  pressedAt: Instant,
  position: Position.nullable(),
  where: SosWhere,
  /** How old what is known was when it was pressed: a position, the unit's answer to a task, taking up a shift. Null where there is nothing. */
  positionAgeSeconds: z.number().nonnegative().nullable(),
  /** The phone's own estimate, 68 % within. */
  accuracyMetres: z.number().nonnegative().nullable(),
});
export type Pressed = z.infer<typeof Pressed>;

const Caller = z.object({
  signal: SignalId,
  unit: UnitId,
  callSign: z.string().min(1).max(40),
  contingent: ContingentId,
  /** The phone: two officers of one unit call for themselves. */
  device: z.string().min(1).max(64),
});

/**
 * An officer calls for help: beside the `signal.raised` that puts it into the queue. Whose it is is for the whole command room, whatever its
 * contingent: whoever is nearest helps.
 */
export const SosRaised = entry("signal.sos-raised", Caller.extend(Pressed.shape), { roles: COMMAND_ROOM });
/** Pressed again by the same phone while nobody has answered: the same signal, from where it is now. */
export const SosPressedAgain = entry("signal.sos-pressed-again", Caller.extend(Pressed.shape), {
  roles: COMMAND_ROOM,
});
/** The officer says it was a mistake. It waits for a human as before: somebody may have been made to say so. */
export const SosCalledOff = entry(
  "signal.sos-called-off",
  z.object({ signal: SignalId, unit: UnitId, contingent: ContingentId, pressedAt: Instant }),
  { roles: COMMAND_ROOM },
);

/** What the queue knows of an SOS beside its signal. */
export const SosView = z.object({
  unit: UnitId,
  callSign: z.string(),
  presses: z.int().positive(),
  pressedAt: Instant,
  where: SosWhere,
  positionAgeSeconds: z.number().nonnegative().nullable(),
  accuracyMetres: z.number().nonnegative().nullable(),
  calledOffAt: Instant.nullable(),
});
export type SosView = z.infer<typeof SosView>;
