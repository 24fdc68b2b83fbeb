import { instantOf, type PlaceId, type Principal, type UnitId } from "@cordon/kernel";
import { type Crew, openCrew } from "../../../testing/crew.ts";
import { operator, trocadero } from "../../../testing/standing.ts";

const HOUR_MS = 3600_000;
const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
/** So many hours after the hour that runs now. */
export const hour = (hours: number) => instantOf(now + hours * HOUR_MS);
export const supervisor: Principal = { ...operator, id: "p2", roles: ["supervisor"] };

/** The crew, with two posts and two patrols more. */
export interface RosterCrew extends Crew {
  readonly gate: PlaceId;
  readonly quay: PlaceId;
  readonly alpha: UnitId;
  readonly bravo: UnitId;
  readonly phoneOf: (unit: UnitId) => Principal;
}

export async function openRosterCrew(): Promise<RosterCrew> {
  const crew = await openCrew();
  const { room, police } = crew;
  const post = async (reference: string) => {
    const shape = { type: "Point", coordinates: trocadero } as const;
    const name = { fr: reference, en: reference };
    return (await room.must("command.draw-place", { reference, kind: "post", name, shape }, operator)).place;
  };
  const patrol = async (callSign: string) => {
    const unit = { kind: "patrol", strength: 4, callSign, contingent: police } as const;
    return (await room.must("command.register-unit", unit, operator)).unit;
  };
  const [gate, quay] = [await post("GATE-3"), await post("QUAY-1")];
  const [alpha, bravo] = [await patrol("A-1"), await patrol("B-1")];
  const phoneOf = (unit: UnitId): Principal => ({ ...crew.phone, id: `d-${unit}`, unit });
  return { ...crew, gate, quay, alpha, bravo, phoneOf, [Symbol.asyncDispose]: () => crew[Symbol.asyncDispose]() };
}
