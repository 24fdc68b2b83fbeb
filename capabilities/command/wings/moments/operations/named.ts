import { lastOfEach, schemaOf } from "@cordon/ground";
import { type Envelope, PlaceDrawn, type Position, positionWithin } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import { pointOf } from "../../../tables/point.ts";
import type { MessageTables } from "../../messages/tables.ts";
import { FenceDrawn, type Overlay, OverlayDrawn } from "../../picture/words.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { Change, Thing } from "../rules.ts";
import type { ChangeView } from "../words.ts";

type Read = Kysely<CommandTables & RosterTables & MessageTables>;
type Said = Pick<ChangeView, "how" | "at" | "entries">;
type Naming = readonly [id: string, of: (said: Said) => ChangeView];
/** Ids of the things of a kind that changed. */
type Ids = (what: Thing["what"]) => readonly string[];

/** The last entries that are told of a change. */
const MOST_TOLD = 50;
const DRAWN = [PlaceDrawn.kind, FenceDrawn.kind, OverlayDrawn.kind];

/**
 * Changes, with what each thing is called and where it is at this moment.
 * @param range the numbers of the entries that were looked at, from the first to before the last
 */
export async function named(
  read: Read,
  changes: readonly Change[],
  range: { readonly from: number; readonly until: number },
): Promise<ChangeView[]> {
  const ids: Ids = (what) => changes.flatMap(({ thing }) => (thing.what === what ? [thing.id] : []));
  const ofDrawn = [...ids("place"), ...ids("fence"), ...ids("drawing")];
  const drawn = ofDrawn.length === 0 ? [] : await lastDrawn(read, ofDrawn, range.until);
  const begun = new Set(drawn.flatMap(({ first, naming: [id] }) => (first >= range.from ? [id] : [])));
  const namings = new Map<string, Naming[1]>([
    ...(await theRoom(read, ids)),
    ...(await theRoster(read, ids)),
    ...(await written(read, ids)),
    ...drawn.map(({ naming }) => naming),
  ]);
  return changes.flatMap(({ thing, how, entries }) => {
    const naming = namings.get(thing.id);
    const last = entries.at(-1);
    if (naming === undefined || last === undefined) return [];
    const isNew = how === "changed" && begun.has(thing.id);
    return [
      naming({ how: isNew ? "new" : how, at: last.at, entries: entries.slice(-MOST_TOLD).map(({ seq }) => seq) }),
    ];
  });
}

async function theRoom(read: Read, ids: Ids): Promise<Naming[]> {
  const [signals, incidents, tasks, units] = await Promise.all([
    read
      .selectFrom("signal")
      .select(["id", "kind", "note", "lon", "lat"])
      .where(sql<boolean>`signal.id = any(${ids("signal")})`)
      .execute(),
    read
      .selectFrom("incident")
      .select(["id", "number", "title", "priority", "lon", "lat"])
      .where(sql<boolean>`incident.id = any(${ids("incident")})`)
      .execute(),
    read
      .selectFrom("task")
      .innerJoin("unit", "unit.id", "task.unit")
      .select(["task.id", "task.incident", "task.order", "task.lon", "task.lat", "unit.call_sign"])
      .where(sql<boolean>`task.id = any(${ids("task")})`)
      .execute(),
    read
      .selectFrom("unit")
      .select(["id", "call_sign"])
      .where(sql<boolean>`unit.id = any(${ids("unit")})`)
      .execute(),
  ]);
  return [
    ...signals.map(
      ({ id, kind, note, ...at }): Naming => [
        id,
        (said) => ({ what: "signal", id, kind, note, position: pointOf(at), ...said }),
      ],
    ),
    ...incidents.map(
      ({ id, number, title, priority, ...at }): Naming => [
        id,
        (said) => ({ what: "incident", id, number, title, priority, position: pointOf(at), ...said }),
      ],
    ),
    ...tasks.map(
      ({ id, incident, order, lon, lat, call_sign: callSign }): Naming => [
        id,
        (said) => ({ what: "task", id, incident, order, callSign, position: [lon, lat], ...said }),
      ],
    ),
    ...units.map(
      ({ id, call_sign: callSign }): Naming => [
        id,
        (said) => ({ what: "unit", id, callSign, position: null, ...said }),
      ],
    ),
  ];
}

async function theRoster(read: Read, ids: Ids): Promise<Naming[]> {
  const shifts = await read
    .selectFrom("shift")
    .innerJoin("unit", "unit.id", "shift.unit")
    .leftJoin("place", "place.id", "shift.place")
    .select(["shift.id", "unit.call_sign", "place.name_fr", "place.name_en", "place.shape"])
    .where(sql<boolean>`shift.id = any(${ids("shift")})`)
    .execute();
  return shifts.map(({ id, call_sign: callSign, name_fr, name_en, shape }): Naming => {
    const place = name_fr === null || name_en === null ? null : { fr: name_fr, en: name_en };
    const position = shape === null ? null : middleOf(shape);
    return [id, (said) => ({ what: "shift", id, callSign, place, position, ...said })];
  });
}

async function written(read: Read, ids: Ids): Promise<Naming[]> {
  const messages = await read
    .selectFrom("message")
    .leftJoin("unit", "unit.id", "message.from_unit")
    .select(["message.id", "message.thread", "unit.call_sign"])
    .where(sql<boolean>`message.id = any(${ids("message")})`)
    .execute();
  return messages.map(
    ({ id, thread, call_sign: from }): Naming => [
      id,
      (said) => ({ what: "message", id, thread, from, position: null, ...said }),
    ],
  );
}

/** What was drawn, by the entry that drew it last - what is taken away has no row any more - and the number of the one that drew it first. */
async function lastDrawn(
  read: Read,
  ids: readonly string[],
  before: number,
): Promise<readonly { readonly first: number; readonly naming: Naming }[]> {
  const found = await lastOfEach(schemaOf(read), { kinds: DRAWN, ids, before });
  return found.flatMap(({ last, first }) => {
    const naming = namingOfDrawn(last);
    return naming === null ? [] : [{ first, naming }];
  });
}

function namingOfDrawn(entry: Envelope): Naming | null {
  if (PlaceDrawn.is(entry)) {
    const { id, kind, name, shape } = entry.data;
    return [id, (said) => ({ what: "place", id, kind, name, position: middleOf(shape), ...said })];
  }
  if (FenceDrawn.is(entry)) {
    const { id, name, area } = entry.data;
    return [id, (said) => ({ what: "fence", id, name, position: middleOf(area), ...said })];
  }
  if (OverlayDrawn.is(entry)) {
    const { id, name, shape } = entry.data;
    return [id, (said) => ({ what: "drawing", id, name, position: middleOf(shape), ...said })];
  }
  return null;
}

/** Where a shape is pointed at. */
function middleOf(shape: Overlay["shape"]): Position | null {
  switch (shape.type) {
    case "Point":
      return shape.coordinates;
    case "LineString":
      return shape.coordinates[Math.floor(shape.coordinates.length / 2)] ?? null;
    case "Polygon":
      return positionWithin(shape) ?? null;
  }
}
