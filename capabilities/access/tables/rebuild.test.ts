import { journalMigrations, mandates, rebuildJournal, vaultErasure } from "@cordon/ground";
import { PassNumber } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { openRoom } from "../testing/room.ts";
import { inDays, officer, operator, publishOne, request, supervisor, zone } from "../testing/standing.ts";
import { migrations, projections, tables } from "../tables.ts";

describe("the tables of access", () => {
  it("are what the journal says: projected again, no row differs", async () => {
    await using room = await openRoom();
    await publishOne(room);
    const requests = Array.from({ length: 300 }, (_, at) =>
      request({ category: at % 3 === 0 ? "visitor" : "resident" }),
    );
    await room.must("access.issue-passes", { requests }, officer);
    const passes = [3, 4, 5].map((number) => PassNumber.parse(number));
    await room.must("access.revoke-passes", { passes, reason: "lost", note: "A wallet" }, officer);
    await room.must("access.reinstate-passes", { passes: passes.slice(1, 2) }, officer);
    await room.must("access.rotate-pass-key", {}, supervisor);
    const { place } = await room.must("access.draw-zone", { ...zone, code: "G2" }, operator);
    await room.must("access.drop-zone", { place }, operator);
    const valid = { from: inDays(-1), until: inDays(40) };
    await room.must("access.publish-rules", { valid, basedOn: 1 }, supervisor);
    const others = [mandates, vaultErasure];
    const report = await rebuildJournal({
      store: room.store,
      migrations: [...journalMigrations, ...others.flatMap((each) => [...each.migrations]), ...migrations],
      projections: [...others.flatMap((each) => [...each.projections]), ...projections],
      tables,
      swap: false,
    });
    if ("problem" in report) throw new Error(report.message);
    expect(report.differences).toEqual([]);
    expect(report.tables).toContainEqual({ table: "access_pass", rows: 300, differing: 0 });
    expect(report.tables).toContainEqual({ table: "access_rules_part", rows: 2, differing: 0 });
  }, 30_000);
});
