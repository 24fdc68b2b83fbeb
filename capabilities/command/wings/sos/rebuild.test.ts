import { journalMigrations } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { instantOf, SignalId } from "@cordon/kernel";
import { expect, it } from "vitest";
import { command } from "../../index.ts";
import { openCrew } from "../../testing/crew.ts";
import { id, operator } from "../../testing/standing.ts";
import { sosTables } from "./tables.ts";

it("makes calls for help again from the journal alone: pressed again, called off, answered", async () => {
  await using crew = await openCrew();
  const { room, phone } = crew;
  const press = () => ({ signal: SignalId.parse(id()), pressedAt: instantOf(Date.now() - 60_000) });
  const position = { at: [2.3, 48.86] as [number, number], ageSeconds: 4, accuracyMetres: 9 };
  const { signal } = await room.must("command.raise-sos", { ...press(), position }, phone);
  await room.must("command.raise-sos", press(), phone);
  await room.must("command.call-off-sos", { signal, pressedAt: instantOf(Date.now()) }, phone);
  await room.must("command.dismiss-signal", { signal, reason: "false-alert" }, operator);
  const other = await room.must("command.raise-sos", press(), { ...phone, id: "d2" });
  await room.must("command.confirm-signal", { signal: other.signal, title: "SOS", priority: 1 }, operator);

  const { migrations, projections } = command({
    positions: { position: () => null, each: () => {}, moved: (since) => since },
  });
  await using again = await testDatabase([...journalMigrations, ...migrations]);
  const client = await again.store.connect({ name: "rebuild" });
  const tx = again.store.kyselyOn(client);
  for (const envelope of await room.journal.read(0, 1000))
    for (const projection of projections) if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
  await client.end();
  const counted: number[] = [];
  for (const { name, key, derivedFrom } of [...sosTables, { name: "signal", key: ["id"], derivedFrom: "journal" }]) {
    expect(derivedFrom).toBe("journal");
    const all = `select * from "${name}" order by ${key.join()}`;
    const [was, is] = await Promise.all([room.store.pool.query(all), again.store.pool.query(all)]);
    expect(is.rows, name).toEqual(was.rows);
    counted.push(was.rows.length);
  }
  expect(counted).toEqual([2, 3, 2]);
});
