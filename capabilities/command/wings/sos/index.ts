import { wing } from "@cordon/ground";
import type { Positions } from "../forces/index/positions.ts";
import { callOffSos } from "./operations/call-off-sos.ts";
import { mySos } from "./operations/my-sos.ts";
import { raiseSos } from "./operations/raise-sos.ts";
import { sosMigration, sosProjections, sosTables } from "./tables.ts";
import { SosCalledOff, SosPressedAgain, SosRaised } from "./words.ts";

/** An officer calls for help: before everything else, from wherever the phone thinks it is. */
export const sos = (outside: { readonly positions: Positions }) =>
  wing({
    entries: [SosRaised, SosPressedAgain, SosCalledOff],
    operations: [raiseSos(outside.positions), callOffSos, mySos],
    migrations: [sosMigration],
    tables: sosTables,
    projections: sosProjections,
    workers: [],
  });
