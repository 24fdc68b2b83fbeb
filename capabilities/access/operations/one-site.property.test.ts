import { tablesOf } from "@cordon/ground";
import { instantOf, type PassNumber } from "@cordon/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AccessTables } from "../tables.ts";
import { type Gates, openGates } from "../testing/gates.ts";
import { supervisor } from "../testing/standing.ts";
import { admits, type Scan } from "../words.ts";

let gates: Gates;
beforeAll(async () => {
  gates = await openGates();
});
afterAll(() => gates[Symbol.asyncDispose]());

/** One call of a gate: a few scans of two passes, by a clock that is wrong by up to ten minutes; or once more one that it made before. */
const calls = fc.record({
  gate: fc.nat(1),
  scans: fc.array(
    fc.record({
      pass: fc.nat(1),
      direction: fc.constantFrom("in" as const, "in" as const, "out" as const),
      skewSeconds: fc.integer({ min: -600, max: 600 }),
      again: fc.option(fc.nat(9)),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
/** Calls of one round arrive at the same moment. */
const rounds = fc.array(fc.array(calls, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

/** How each pass went, as it was written down. */
async function movements(passes: readonly PassNumber[]): Promise<readonly (readonly string[])[]> {
  const rows = await tablesOf<AccessTables>(gates.room.store.read)
    .selectFrom("access_scan")
    .select(["pass", "direction"])
    .where("pass", "in", passes)
    .where("moved", "is", true)
    .orderBy("counts_at")
    .orderBy("id")
    .execute();
  return passes.map((pass) => rows.filter((row) => row.pass === pass).map(({ direction }) => direction));
}

it("gates that ask one server let no pass in twice without its having gone out, whatever meets and is sent again", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (given) => {
      const passes = await gates.issue(2);
      const sent: Scan[][] = [[], []];
      let admitted = 0;
      const known = new Set<string>();
      for (const round of given) {
        const made = round.map(({ gate, scans }) => {
          const post = gate === 0 ? gates.first : gates.second;
          const own = sent[gate] ?? [];
          const said = scans.map(({ pass, direction, skewSeconds, again }) => {
            const older = again === null ? undefined : own[again];
            const at = instantOf(Date.now() + skewSeconds * 1000);
            const found = { is: "admit" as const };
            return older ?? gates.scan(post, passes[pass] ?? null, { direction, at, found });
          });
          own.push(...said);
          return { post, said };
        });
        const answers = await Promise.all(made.map(({ post, said }) => gates.record(post, ...said)));
        for (const [call, { said }] of made.entries())
          for (const [at, scan] of said.entries()) {
            const verdict = answers[call]?.[at];
            if (known.has(scan.id) || verdict === undefined) continue;
            known.add(scan.id);
            if (admits(verdict)) admitted += 1;
          }
      }
      const moved = await movements(passes);
      for (const directions of moved) expect(directions.join(" ")).not.toContain("in in");
      // What was answered is what was written down.
      expect(moved.flat()).toHaveLength(admitted);
    }),
    { numRuns: 40 },
  );
  expect((await gates.room.must("access.list-doubles", {}, supervisor)).doubles).toEqual([]);
});
