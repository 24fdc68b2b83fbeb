import { type Migration, type OwnedTable, projecting, type Projection } from "@cordon/ground";
import { ExerciseBegun, ExerciseClockSet } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { Exercise } from "./words.ts";

export interface ExerciseTables {
  exercise: { one: boolean; begun: unknown; clock: unknown };
}

export const migrations: readonly Migration[] = [
  {
    capability: "exercise",
    name: "0001-exercise",
    async up(db) {
      await db.schema
        .createTable("exercise")
        .addColumn("one", "boolean", (column) => column.primaryKey().check(sql`one`))
        .addColumn("begun", "jsonb", (column) => column.notNull())
        .addColumn("clock", "jsonb", (column) => column.notNull())
        .execute();
    },
  },
];

export const tables: readonly OwnedTable[] = [{ name: "exercise", key: ["one"], derivedFrom: "journal" }];

const project = projecting<ExerciseTables>();

export const projections: readonly Projection[] = [
  project(ExerciseBegun, (tx, { data: { clock, ...begun } }) =>
    tx
      .insertInto("exercise")
      .values({ one: true, begun: JSON.stringify(begun), clock: JSON.stringify(clock) })
      .onConflict((conflict) =>
        conflict.column("one").doUpdateSet({ begun: JSON.stringify(begun), clock: JSON.stringify(clock) }),
      )
      .execute(),
  ),
  project(ExerciseClockSet, (tx, { data }) =>
    tx
      .updateTable("exercise")
      .set({ clock: JSON.stringify(data.clock) })
      .execute(),
  ),
];

export async function standingExercise(read: Kysely<ExerciseTables>): Promise<Exercise | null> {
  const row = await read.selectFrom("exercise").select(["begun", "clock"]).executeTakeFirst();
  return row === undefined || typeof row.begun !== "object" ? null : Exercise.parse({ ...row.begun, clock: row.clock });
}
