import { journalMigrations } from "@cordon/ground";
import { testDatabase } from "@cordon/ground/store/testing.ts";
import { type Principal, StepKey } from "@cordon/kernel";
import { expect, it } from "vitest";
import { command } from "../../index.ts";
import { openCrew } from "../../testing/crew.ts";
import { operator } from "../../testing/standing.ts";

it("makes checklists, clocks, parts and logs again from the journal alone", async () => {
  await using crew = await openCrew();
  const { room } = crew;
  const supervisor: Principal = { ...operator, roles: ["supervisor"] };
  const step = StepKey.parse("look");
  const { incident: gone, task } = await crew.ordered();
  const { incident } = await crew.opened();
  await room.must("command.skip-step", { incident, step, reason: "r" }, operator);
  await room.must("command.acknowledge-step", { incident, step }, supervisor);
  await room.must("command.type-incident", { incident, kind: "fire" }, operator);
  await room.must("command.do-step", { incident, step: StepKey.parse("fire-service") }, operator);
  await room.must("command.nest-incident", { incident: gone, parent: incident }, operator);
  await room.must("command.acknowledge-task", { task }, crew.phone);
  await room.must("command.merge-incidents", { incident: gone, into: incident }, operator);
  const units = [crew.dogs, crew.medics];
  const { tasks } = await room.must("command.offer-openly", { units, incident, order: "o" }, operator);
  await room.must("command.acknowledge-task", { task: tasks[0] ?? task }, crew.phone);
  await room.must("command.split-incident", { incident, title: "t", priority: 3, tasks: [task] }, operator);
  await room.must("command.set-escalation", { times: { 1: 10, 2: 20, 3: 30, 4: 40 } }, supervisor);

  const { migrations, projections } = command({
    positions: { position: () => null, each: () => {}, moved: (since) => since },
  });
  await using again = await testDatabase([...journalMigrations, ...migrations]);
  const client = await again.store.connect({ name: "rebuild" });
  const tx = again.store.kyselyOn(client);
  for (const envelope of await room.journal.read(0, 1000))
    for (const projection of projections) if (projection.kind === envelope.kind) await projection.apply(tx, envelope);
  await client.end();
  const keys = {
    incident: "id",
    incident_log: "seq",
    task: "id",
    signal: "id",
    incident_step: "incident, step",
    task_clock: "task",
    escalation: "id",
  };
  for (const [name, key] of Object.entries(keys)) {
    const all = `select * from "${name}" order by ${key}`;
    const [was, is] = await Promise.all([room.store.pool.query(all), again.store.pool.query(all)]);
    expect(was.rows.length, name).toBeGreaterThan(0);
    expect(is.rows, name).toEqual(was.rows);
  }
});
