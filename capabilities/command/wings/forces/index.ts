import { wing } from "@cordon/ground";
import type { ForceIndex } from "./index/force-index.ts";
import type { Positions } from "./index/positions.ts";
import { describeUnitKind } from "./operations/describe-unit-kind.ts";
import { equipUnit } from "./operations/equip-unit.ts";
import { findRadio } from "./operations/find-radio.ts";
import { findUnits } from "./operations/find-units.ts";
import { grantPowers } from "./operations/grant-powers.ts";
import { importForces } from "./operations/import-forces.ts";
import { judgeUnits } from "./operations/judge-units.ts";
import { listForces } from "./operations/list-forces.ts";
import { listUnitKinds } from "./operations/list-unit-kinds.ts";
import { nameLiaison } from "./operations/name-liaison.ts";
import { removeUnitKind } from "./operations/remove-unit-kind.ts";
import { retireUnitKind } from "./operations/retire-unit-kind.ts";
import { showLiaison } from "./operations/show-liaison.ts";
import { showUnit } from "./operations/show-unit.ts";
import { suggestUnits } from "./operations/suggest-units.ts";
import { migrations, projections, tables } from "./tables.ts";
import {
  LiaisonNamed,
  PowersGranted,
  SignalTold,
  UnitKindChanged,
  UnitKindRegistered,
  UnitKindRemoved,
  UnitKindRetired,
} from "./words.ts";
import { UnitEquipped } from "./words/kit.ts";
import { followForces } from "./workers/follow-forces.ts";
import { followRest } from "./workers/follow-rest.ts";

export { ForceIndex } from "./index/force-index.ts";
export { load } from "./index/load.ts";
export { restBookFrom } from "./workers/follow-rest.ts";
export type { Positions } from "./index/positions.ts";

/** The catalogue of what units can do, the legal powers of contingents, and who suits a task. */
export const forces = (index: ForceIndex, positions: Positions) =>
  wing({
    entries: [
      UnitKindRegistered,
      UnitKindChanged,
      UnitKindRetired,
      UnitKindRemoved,
      PowersGranted,
      LiaisonNamed,
      SignalTold,
      UnitEquipped,
    ],
    operations: [
      listUnitKinds,
      describeUnitKind,
      retireUnitKind,
      removeUnitKind,
      listForces,
      importForces,
      equipUnit,
      findUnits,
      findRadio,
      showUnit,
      grantPowers,
      nameLiaison,
      showLiaison,
      suggestUnits(index, positions),
      judgeUnits(positions),
    ],
    migrations,
    tables,
    projections,
    workers: [followForces(index), followRest(index)],
  });
