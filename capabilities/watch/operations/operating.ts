import { accept, type Accepted, operating, role } from "@cordon/ground";
import { COMMAND_ROOM, isRefusal, OVERSIGHT, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { Decision } from "../rules.ts";
import type { StandingEvent } from "../rules/quality.ts";
import { cameraById, type WatchTables } from "../tables.ts";
import { eventOf } from "../tables/quality.ts";
import type { EventOfCamera } from "../words/quality.ts";
import { refuseWatch } from "../words/refusals.ts";

export const { query, command } = operating<WatchTables>();

export const arranges = role("operator", "supervisor", "commander", "admin", "exercise");
/** Who answers for how good a camera is: may suspend its events and say what they may cost. */
export const judges = role("supervisor", "commander");
/** Which detector all cameras look with is no matter for one shift. */
export const choosesModels = role("supervisor", "commander", "admin", "exercise");
export const watches = { anyone: false, roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] } as const;

export function answer<Output>(decision: Decision, output: Output): Accepted<Output> | Refusal {
  return isRefusal(decision) ? decision : accept(decision, output);
}

/** How one event of a camera stands. */
export async function findEvent(read: Kysely<WatchTables>, of: EventOfCamera): Promise<StandingEvent | Refusal> {
  const camera = await cameraById(read, of.camera);
  if (camera === null) return refuseWatch("no-such-camera", "not-found", "there is no such camera", of.camera);
  return eventOf(read, of);
}
