import { operating } from "@cordon/ground";
import type { CommandTables } from "../../../tables.ts";
import type { MessageTables } from "../../messages/tables.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { MomentTables } from "../tables.ts";

/** Operations of this wing read these tables. The review looks at the past from now: its chapters are today's. */
export const { query, command } = operating<CommandTables & MomentTables & RosterTables & MessageTables>();
