import { operating, role } from "@cordon/ground";
import type { ForcesTables } from "../../forces/tables.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { Tables } from "../tables/rows.ts";

/** Operations of this wing read these tables. */
export const { query, command } = operating<Tables & ForcesTables & Pick<RosterTables, "shift">>({ past: true });

export const supervises = role("supervisor", "commander");
