import { Instant, millisecondsOf, Position, positionWithin, SignalId, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { operating } from "@cordon/ground";
import { answer, holdsTasks } from "../../../operations/operating.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { Positions } from "../../forces/index/positions.ts";
import type { CommandTables } from "../../../tables.ts";
import { unitById } from "../../../tables/unit.ts";
import { raiseSos as decide, whereabouts } from "../rules.ts";
import { calls, standingOf } from "../tables.ts";
import { SosWhere } from "../words.ts";
import { refuseAs } from "../../../words/refusals.ts";

/** What a position may be off by at most and still be one: a phone that knows its continent says so. */
const ANYWHERE_METRES = 100_000;
/** A phone that was off for a year has a last position as well. */
const YEARS_SECONDS = 10 * 365 * 86_400;

const { command } = operating<CommandTables & Pick<RosterTables, "shift">>({ past: true });

export const raiseSos = (positions: Positions) =>
  command({
    name: "command.raise-sos",
    summary: "Call for help: an officer is in danger. Pressing again is the same call until somebody has answered it.",
    input: z.object({
      /** Named by the phone when it was pressed, so that sending it twice calls once. */
      signal: SignalId,
      pressedAt: Instant.meta({ description: "By the phone's own clock." }),
      position: z
        .object({
          at: Position,
          ageSeconds: z.number().min(0).max(YEARS_SECONDS).meta({ description: "How old it was when it was pressed." }),
          accuracyMetres: z.number().min(0).max(ANYWHERE_METRES).nullable().default(null),
        })
        .nullable()
        .default(null)
        .meta({ description: "Null where the phone does not know: where its unit was last is taken." }),
    }),
    output: z.object({
      signal: SignalId,
      where: SosWhere,
      /** When the command room had it. */
      at: Instant,
    }),
    allow: holdsTasks,
    async run({ input, by, read, now }) {
      const mine = UnitId.safeParse(by.unit);
      if (!mine.success)
        return refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit");
      const seen = await read
        .selectFrom("sos_press")
        .select("signal")
        .where("press", "=", input.signal)
        .executeTakeFirst();
      if (seen !== undefined) {
        const told = await calls(read).where("sos.signal", "=", seen.signal).executeTakeFirst();
        if (told !== undefined)
          return answer([], { signal: seen.signal, where: told.position_from, at: told.noticed_at });
      }
      // One that was withdrawn calls as well: somebody holds the phone.
      const unit = await unitById(read, mine.data);
      if (unit === null)
        return refuseAs("unit-not-registered", "not-found", "the unit of this phone is not registered", mine.data);
      const last = positions.position(unit.track);
      const phone = input.position;
      const found = whereabouts({
        phone:
          phone === null
            ? null
            : { position: phone.at, ageSeconds: phone.ageSeconds, accuracyMetres: phone.accuracyMetres },
        track:
          last === null
            ? null
            : { position: [last.lon, last.lat], ageSeconds: Math.max(0, (Date.parse(now) - last.atMs) / 1000) },
        task: await taskOf(read, mine.data, millisecondsOf(now)),
        post: await postOf(read, mine.data, millisecondsOf(now)),
      });
      const waiting = await calls(read)
        .where("sos.unit", "=", mine.data)
        .where("sos.device", "=", by.id)
        .where("signal.state", "=", "waiting")
        .orderBy("sos.seq", "desc")
        .limit(1)
        .executeTakeFirst();
      const pressed = { press: input.signal, pressedAt: input.pressedAt, ...found };
      const { decision, signal } = decide(pressed, unit, by, waiting === undefined ? null : standingOf(waiting), now);
      return answer(decision, { signal, where: found.where, at: now });
    },
  });

type Read = Kysely<CommandTables & Pick<RosterTables, "shift">>;

/** Where the unit is, as it answered: an order that nobody has acknowledged has sent nobody anywhere. */
async function taskOf(read: Read, unit: UnitId, nowMs: number) {
  const task = await read
    .selectFrom("task")
    .select(["lon", "lat", "changed_at"])
    .where("unit", "=", unit)
    .where("state", "in", ["acknowledged", "under-way"])
    .orderBy("changed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (task === undefined) return null;
  return { position: [task.lon, task.lat] as const, ageSeconds: (nowMs - millisecondsOf(task.changed_at)) / 1000 };
}

/** Where the unit said it took up its shift. */
async function postOf(read: Read, unit: UnitId, nowMs: number) {
  const shift = await read
    .selectFrom("shift")
    .innerJoin("place", "place.id", "shift.place")
    .select(["place.shape", "shift.taken_up_at"])
    .where("shift.unit", "=", unit)
    .where("shift.state", "=", "on")
    .orderBy("shift.taken_up_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (shift === undefined || shift.taken_up_at === null) return null;
  const { shape } = shift;
  const position = shape.type === "Point" ? shape.coordinates : positionWithin(shape);
  return position === undefined ? null : { position, ageSeconds: (nowMs - millisecondsOf(shift.taken_up_at)) / 1000 };
}
