import {
  type ContingentId,
  type Instant,
  millisecondsOf,
  type PlaceId,
  type Position,
  type UnitId,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Positions } from "../forces/index/positions.ts";
import { OPEN_TASK } from "../../tables/task.ts";
import type { CommandTables } from "../../tables/rows.ts";
import type { RosterTables } from "../roster/tables/rows.ts";
import { AT_POST_METRES, isInArea, type Reach, REACHED_POSITION_SECONDS, type Reached } from "./rules.ts";
import type { Address } from "./words.ts";

type Tables = CommandTables & Pick<RosterTables, "shift">;
type Area = Extract<Address, { kind: "area" }>["area"];

/** Finds whom an address reaches at this moment. Null: what it names is not there, or not for this reader. */
export async function reachOf(
  read: Kysely<Tables>,
  to: Address,
  {
    positions,
    now,
    contingent,
  }: { readonly positions: Positions; readonly now: Instant; readonly contingent: ContingentId | null },
): Promise<Reach | null> {
  const working = read
    .selectFrom("unit")
    .select(["unit.id as unit", "unit.contingent"])
    .where("withdrawn_at", "is", null);
  switch (to.kind) {
    case "room":
      return { units: [] };
    case "unit": {
      const found = await working.where("unit.id", "=", to.unit).execute();
      return found.some((each) => contingent === null || each.contingent === contingent) ? { units: found } : null;
    }
    case "contingent": {
      const found = await read.selectFrom("contingent").select("id").where("id", "=", to.contingent).executeTakeFirst();
      return found !== undefined && (contingent === null || found.id === contingent) ? { whole: found.id } : null;
    }
    case "incident": {
      const found = await read.selectFrom("incident").select("id").where("id", "=", to.incident).executeTakeFirst();
      if (found === undefined) return null;
      const holding = working
        .innerJoin("task", "task.unit", "unit.id")
        .where("task.incident", "=", to.incident)
        .where("task.state", "in", OPEN_TASK)
        .distinct();
      return { units: await holding.execute() };
    }
    case "area":
      return { units: await inside(read, to.area, positions, now) };
    case "place":
      return postedAt(read, to.place, positions, now);
  }
}

/** Whose shift is on at the place, and whoever is there: a relief that came early hears what the post hears. */
async function postedAt(read: Kysely<Tables>, id: PlaceId, positions: Positions, now: Instant): Promise<Reach | null> {
  const place = await read.selectFrom("place").select("shape").where("id", "=", id).executeTakeFirst();
  if (place === undefined) return null;
  const { shape } = place;
  const area: Area =
    shape.type === "Point" ? { type: "Circle", centre: shape.coordinates, radiusMetres: AT_POST_METRES } : shape;
  const onShift = await read
    .selectFrom("shift")
    .innerJoin("unit", "unit.id", "shift.unit")
    .select(["unit.id as unit", "unit.contingent"])
    .where("shift.place", "=", id)
    .where("shift.state", "=", "on")
    .where("unit.withdrawn_at", "is", null)
    .execute();
  const there = await inside(read, area, positions, now);
  return { units: [...new Map([...onShift, ...there].map((each) => [each.unit, each])).values()] };
}

/** The live plane is asked first, and then for the few who are inside the database. */
async function inside(
  read: Kysely<Tables>,
  area: Area,
  positions: Positions,
  now: Instant,
): Promise<readonly Reached[]> {
  const since = millisecondsOf(now) - REACHED_POSITION_SECONDS * 1000;
  const tracks: number[] = [];
  positions.each((track, lon, lat, _heading, _speed, atMs) => {
    const position: Position = [lon, lat];
    if (atMs >= since && isInArea(position, area)) tracks.push(track);
  });
  const found: { unit: UnitId; contingent: ContingentId }[] = [];
  // PostgreSQL takes 65,535 values in a query.
  for (let from = 0; from < tracks.length; from += 10_000) {
    const some = await read
      .selectFrom("unit")
      .select(["id as unit", "contingent"])
      .where("withdrawn_at", "is", null)
      .where("track", "in", tracks.slice(from, from + 10_000))
      .orderBy("id")
      .execute();
    found.push(...some);
  }
  return found;
}
