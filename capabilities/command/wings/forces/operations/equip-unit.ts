import { accept } from "@cordon/ground";
import { UnitId } from "@cordon/kernel";
import { z } from "zod";
import { knows } from "../../../rules.ts";
import { unitById } from "../../../tables/unit.ts";
import { kitDifferences } from "../rules/kit.ts";
import { kitOf, radioHolders } from "../tables/kit.ts";
import { Kit, UnitEquipped } from "../words/kit.ts";
import { arranges, command } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseForces } from "../words/refusals.ts";

export const equipUnit = command({
  name: "command.equip-unit",
  summary:
    "Say all that a unit carries - radios, equipment - and what its members speak, in place of what was said before. Never who they are.",
  input: Kit.extend({ unit: UnitId }),
  output: z.object({ unit: UnitId }),
  allow: arranges,
  async run({ input, by, read }) {
    const { unit: id, ...kit } = input;
    const unit = await unitById(read, id);
    if (unit === null || !knows(by, unit.contingent)) return noSuch("unit", id);
    const callSigns = kit.radios.map(({ callSign }) => callSign);
    const twice = callSigns.find((each, at) => callSigns.indexOf(each) !== at);
    if (twice !== undefined)
      return refuseForces("radio-twice", "invalid", `two radios are called ${twice}`, "radios", { radio: twice });
    const kinds = kit.equipment.map(({ kind }) => kind);
    const doubled = kinds.find((each, at) => kinds.indexOf(each) !== at);
    if (doubled !== undefined)
      return refuseForces("equipment-twice", "invalid", `${doubled} stands twice; say how many`, "equipment", {
        kind: doubled,
      });
    const holders = await radioHolders(read, callSigns);
    for (const callSign of callSigns) {
      const holder = holders.get(callSign);
      if (holder !== undefined && holder.unit !== id)
        return refuseForces(
          "radio-carried",
          "conflict",
          `the radio ${callSign} is carried by ${holder.callSign}`,
          "radios",
          { radio: callSign, callSign: holder.callSign },
        );
    }
    const differs = kitDifferences(await kitOf(read, id), kit);
    return accept(differs.length === 0 ? [] : [UnitEquipped.of({ unit: id, contingent: unit.contingent, ...kit })], {
      unit: id,
    });
  },
});
