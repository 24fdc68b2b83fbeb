/** Where units are once orders interfere with their rounds: a unit whose task has begun goes there, and back when it is done. */
import { poseOnRound, type PlannedUnit, units } from "../scenario/forces.ts";
import { bearingDegrees, distanceMetres, type LonLat } from "../scenario/river.ts";
import type { UnitState } from "../state.ts";

type Errand = { readonly towards: LonLat; position: LonLat; headingDegrees: number };

export type Movement = {
  /** Moves everyone on to a second of the scenario. */
  at(scenarioSeconds: number): readonly UnitState[];
  /** Orders a unit, by call sign, to a place. */
  send(callSign: string, towards: LonLat): void;
  /** Lets it go back to its round. */
  release(callSign: string): void;
};

/** How fast a unit goes when it is sent: foot patrols run, vehicles and boats do not race. Metres a second. */
const haste: Readonly<Record<PlannedUnit["kind"], number>> = {
  patrol: 2.4,
  "public-order": 1.8,
  "dog-team": 2.2,
  "bomb-disposal": 7,
  "special-intervention": 8,
  medics: 6,
  fire: 7,
  river: 8,
  mounted: 3.5,
  drone: 14,
  robot: 1.5,
  helicopter: 45,
  "surveillance-aircraft": 80,
  "fighter-on-alert": 200,
};

export function movement(): Movement {
  const errands = new Map<string, Errand>();
  const returning = new Map<string, Errand>();
  let lastSeconds = Number.NaN;

  /** One step of a straight walk; true when it has arrived. */
  const step = (errand: Errand, towards: LonLat, metres: number): boolean => {
    const left = distanceMetres(errand.position, towards);
    if (left <= metres) {
      errand.position = towards;
      return true;
    }
    errand.headingDegrees = bearingDegrees(errand.position, towards);
    const share = metres / left;
    errand.position = [
      errand.position[0] + (towards[0] - errand.position[0]) * share,
      errand.position[1] + (towards[1] - errand.position[1]) * share,
    ];
    return false;
  };

  return {
    at(scenarioSeconds) {
      // A clock that was set back, or far ahead, takes everyone back to their rounds.
      const passed = scenarioSeconds - lastSeconds;
      const jumped = !(passed >= 0 && passed < 300);
      lastSeconds = scenarioSeconds;
      if (jumped) returning.clear();
      return units.map((unit): UnitState => {
        const round = poseOnRound(unit.round, scenarioSeconds);
        const pace = haste[unit.kind];
        const metres = jumped ? 0 : passed * pace;
        const errand = errands.get(unit.callSign) ?? returning.get(unit.callSign);
        if (!errand) return { callSign: unit.callSign, ...round };
        const sent = errands.has(unit.callSign);
        const arrived = step(errand, sent ? errand.towards : round.position, metres);
        if (arrived && !sent) returning.delete(unit.callSign);
        return {
          callSign: unit.callSign,
          position: errand.position,
          headingDegrees: errand.headingDegrees,
          metresPerSecond: arrived ? 0 : pace,
        };
      });
    },
    send(callSign, towards) {
      const unit = units.find((each) => each.callSign === callSign);
      if (!unit) return;
      const from =
        errands.get(callSign) ??
        returning.get(callSign) ??
        poseOnRound(unit.round, Number.isNaN(lastSeconds) ? 0 : lastSeconds);
      returning.delete(callSign);
      errands.set(callSign, { towards, position: from.position, headingDegrees: from.headingDegrees });
    },
    release(callSign) {
      const errand = errands.get(callSign);
      if (!errand) return;
      errands.delete(callSign);
      returning.set(callSign, errand);
    },
  };
}
