import type { ContingentId, IncidentId, Principal, SignalId, TaskId, UnitId } from "@cordon/kernel";
import type { IncidentRef } from "../words.ts";
import type { CommandOutside } from "../index.ts";
import { openRoom, type Room } from "./room.ts";
import { operator, trocadero } from "./standing.ts";

/** A room with two contingents of one unit each, and the shortest way to a signal, an incident and a task. */
export interface Crew extends AsyncDisposable {
  readonly room: Room;
  readonly police: ContingentId;
  readonly guardia: ContingentId;
  /** Of the police. */
  readonly dogs: UnitId;
  /** Of the guardia. */
  readonly medics: UnitId;
  /** The dog team's. */
  readonly phone: Principal;
  /** An operator who may know of the guardia alone. */
  readonly liaison: Principal;
  readonly reported: () => Promise<{ readonly signal: SignalId }>;
  readonly opened: () => Promise<IncidentRef>;
  readonly ordered: (unit?: UnitId) => Promise<{ readonly incident: IncidentId; readonly task: TaskId }>;
  /** How many entries the journal has. */
  readonly size: () => number;
}

export const contingentOf = (reference: string, nation: string) => ({
  reference,
  name: reference,
  nation,
  languages: ["fr"],
});

export async function openCrew(outside: Omit<CommandOutside, "positions"> = {}): Promise<Crew> {
  const room = await openRoom(outside);
  const { contingent: police } = await room.must("command.register-contingent", contingentOf("FR-PN", "FR"), operator);
  const { contingent: guardia } = await room.must("command.register-contingent", contingentOf("ES-GC", "ES"), operator);
  const dog = { kind: "dog-team", strength: 2, callSign: "K9-2", contingent: police } as const;
  const { unit: dogs } = await room.must("command.register-unit", dog, operator);
  const medic = { kind: "medics", strength: 2, callSign: "MED-1", contingent: guardia } as const;
  const { unit: medics } = await room.must("command.register-unit", medic, operator);
  const reported = () =>
    room.must("command.raise-signal", { kind: "report", note: "A bag", position: trocadero }, operator);
  const opened = async () => {
    const { signal } = await reported();
    return room.must("command.confirm-signal", { signal, title: "A bag by the bench", priority: 2 }, operator);
  };
  return {
    room,
    police,
    guardia,
    dogs,
    medics,
    phone: { kind: "device", id: "d1", roles: ["field-device"], contingent: police, unit: dogs },
    liaison: { kind: "person", id: "p9", roles: ["liaison", "operator"], contingent: guardia, unit: null },
    reported,
    opened,
    async ordered(unit = dogs) {
      const { incident } = await opened();
      const { task } = await room.must("command.offer-task", { unit, incident, order: "Look at it" }, operator);
      return { incident, task };
    },
    size: () => room.journal.size(),
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}
