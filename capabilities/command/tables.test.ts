import { journalMigrations } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { CommandId } from "@cordon/kernel";
import { expect, it } from "vitest";
import { command } from "./index.ts";
import { migrations, tables } from "./tables.ts";
import { openRoom } from "./testing/room.ts";
import { id, operator, trocadero } from "./testing/standing.ts";

it("says of every table who owns it, and of every table that it follows from the journal", async () => {
  await using database = await testDatabase(migrations);
  const { rows } = await database.store.pool.query<{ table_name: string }>(
    "select table_name from cordon_table_owner where capability = 'command' order by 1",
  );
  expect(rows.map((row) => row.table_name)).toEqual(tables.map((table) => table.name).sort());
  expect(tables.every((table) => table.derivedFrom === "journal")).toBe(true);
});

it("makes every row again from the journal alone", async () => {
  await using room = await openRoom();
  const { contingent } = await room.must(
    "command.register-contingent",
    { reference: "R", name: "R", nation: "FR", languages: [] },
    operator,
  );
  const unit = { callSign: "U", kind: "patrol", contingent, strength: 2 } as const;
  const { unit: patrol } = await room.must("command.register-unit", unit, operator);
  const raise = () => room.must("command.raise-signal", { kind: "report", note: "n", position: trocadero }, operator);
  const { signal } = await raise();
  const { signal: other } = await raise();
  const { incident } = await room.must("command.confirm-signal", { signal, title: "t", priority: 3 }, operator);
  await room.must("command.merge-signal", { signal: other, incident }, operator);
  await room.must("command.reopen-signal", { signal: other }, operator);
  await room.must("command.dismiss-signal", { signal: other, reason: "test", note: "a drill" }, operator);
  const { task } = await room.must("command.offer-task", { unit: patrol, incident, order: "go" }, operator);
  await room.must("command.start-task", { task, commandId: CommandId.parse(id()) }, operator);
  await room.must("command.finish-task", { task }, operator);
  await room.must("command.close-incident", { incident, outcome: "done" }, operator);
  await room.must("command.withdraw-unit", { unit: patrol }, operator);
  const shape = { type: "Point", coordinates: trocadero } as const;
  await room.must("command.draw-place", { reference: "P", kind: "post", name: { fr: "p", en: "p" }, shape }, operator);

  // With those of the wings: they add columns to the incident's log.
  const house = command({ positions: { position: () => null, each: () => {}, moved: (since) => since } });
  await using again = await testDatabase([...journalMigrations, ...house.migrations]);
  const client = await again.store.connect({ name: "rebuild" });
  const tx = again.store.kyselyOn(client);
  for (const envelope of await room.journal.read(0, 1000)) {
    for (const projection of house.projections)
      if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
  }
  await client.end();
  let compared = 0;
  for (const { name, key } of tables) {
    const all = `select * from "${name}" order by ${key.join()}`;
    const [was, is] = await Promise.all([room.store.pool.query(all), again.store.pool.query(all)]);
    expect(is.rows, name).toEqual(was.rows);
    compared += is.rows.length;
  }
  expect(compared).toBeGreaterThan(15);
});
