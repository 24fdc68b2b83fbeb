import { operating, role } from "@cordon/ground";
import { COMMAND_ROOM } from "@cordon/kernel";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { ForcesTables } from "../tables.ts";

/** Operations of this wing read the room's tables, the roster and their own, as they were at any moment. */
export const { query, command } = operating<RosterTables & ForcesTables>({ past: true });

/** The catalogue and what a contingent may do are decided by few: tasking rests on them. */
export const governs = role("supervisor", "commander", "admin", "exercise");
export const arranges = role("operator", "supervisor", "commander", "admin", "exercise");
export const watches = { anyone: false, roles: [...COMMAND_ROOM, "admin"] } as const;
