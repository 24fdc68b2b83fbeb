import { operating, role } from "@cordon/ground";
import type { CommandTables } from "../../../tables/rows.ts";
import type { ForcesTables } from "../../forces/tables.ts";
import type { LocationTables } from "../tables/rows.ts";

/** Operations of this wing read these tables. Where a unit is and which houses stand in a street, no moment of the past knows. */
export const { query, command } = operating<CommandTables & ForcesTables & LocationTables>();

/** Reference data of the whole operation. */
export const equips = role("supervisor", "commander", "admin", "exercise");
