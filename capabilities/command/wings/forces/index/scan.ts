import type { Kysely } from "kysely";
import type { RosterTables } from "../../roster/tables/rows.ts";
import { units } from "../../../tables/unit.ts";
import { type Asked, type Candidate, suit, type Suited, WALKING_METRES_PER_SECOND } from "../rules/suit.ts";
import { catalogue } from "../tables/catalogue.ts";
import { allPowers, placesAround, placesOf } from "../tables/powers.ts";
import { restDues } from "../tables/rest.ts";
import type { ForcesTables } from "../tables.ts";
import type { IndexedStanding, IndexQuestion } from "./force-index.ts";
import type { Positions } from "./positions.ts";

/** The same answer from the tables, unit by unit: slower, and right from the first moment. What the index is measured against. */
export async function scan(
  read: Kysely<RosterTables & ForcesTables>,
  positions: Pick<Positions, "position">,
  question: IndexQuestion,
): Promise<Suited<IndexedStanding>> {
  const speaking = read.selectFrom("unit_kit").select(["unit", "languages"]).where("languages", "is not", null);
  const [rows, kinds, powers, rests, spoken] = await Promise.all([
    units(read, question.contingent).where("unit.withdrawn_at", "is", null).execute(),
    catalogue(read),
    allPowers(read),
    restDues(read, question.now),
    speaking.execute(),
  ]);
  const languages = new Map(spoken.map((row) => [row.unit, row.languages]));
  const contingents = new Map(
    (await read.selectFrom("contingent").selectAll().execute()).map((contingent) => [contingent.id, contingent]),
  );
  const grants = [...powers.values()].map((each) => each.grants);
  const within = await placesAround(read, placesOf(grants), question.position);
  const byUnit = new Map(rows.map((row) => [row.id, row]));
  const candidates = rows.map((row): Candidate => {
    const definition = kinds.get(row.kind) ?? null;
    const seen = positions.position(row.track);
    return {
      unit: row.id,
      contingent: row.contingent,
      kind: row.kind,
      definition,
      nation: row.nation,
      languages: languages.get(row.id) ?? contingents.get(row.contingent)?.languages ?? [],
      grants: powers.get(row.contingent)?.grants ?? null,
      openTasks: row.open_tasks ?? 0,
      cruiseMetresPerSecond: definition?.cruiseMetresPerSecond ?? WALKING_METRES_PER_SECOND,
      last: seen === null ? null : { position: [seen.lon, seen.lat], atMs: seen.atMs },
      restDueMs: rests.get(row.id) ?? null,
    };
  });
  const { position, needs, told, now, limit } = question;
  const asked: Asked = { position, needs, kinds: question.kinds, within, told, now, limit };
  const answer = suit(candidates, asked);
  return {
    ...answer,
    suggestions: answer.suggestions.flatMap((standing) => {
      const row = byUnit.get(standing.unit);
      if (row === undefined) return [];
      const { id, kind, contingent, strength, track, nation } = row;
      return [
        {
          ...standing,
          facts: { id, callSign: row.call_sign, kind, contingent, strength, track },
          contingent: {
            name: row.contingent_name,
            nation,
            languages: contingents.get(contingent)?.languages ?? [],
          },
          openTasks: row.open_tasks ?? 0,
        },
      ];
    }),
  };
}
