import { describe, expect, it } from "vitest";
import { inBounds } from "../scenario/places.ts";
import { distanceMetres, type LonLat } from "../scenario/river.ts";
import { at } from "../scenario/time.ts";
import { stateAt } from "../state.ts";
import { movement } from "./movement.ts";

const bridgehead: LonLat = [2.2921, 48.8604];
const callSign = "Tajo 1";
const start = at(20, 15);

function positionOf(states: ReturnType<ReturnType<typeof movement>["at"]>): LonLat {
  const found = states.find((each) => each.callSign === callSign);
  if (!found) throw new Error(`${callSign} is gone`);
  return found.position;
}

describe("the units' movement", () => {
  it("is their rounds while nobody sends them", () => {
    const moving = movement();
    for (const seconds of [start, start + 1, start + 40]) expect(moving.at(seconds)).toEqual(stateAt(seconds).units);
  });

  it("takes one that is sent to its task without a jump, keeps it there, and brings it back to its round", () => {
    const moving = movement();
    let previous = positionOf(moving.at(start));
    moving.send(callSign, bridgehead);
    let arrivedAt = 0;
    for (let seconds = start + 1; seconds < start + 900; seconds++) {
      const position = positionOf(moving.at(seconds));
      expect(distanceMetres(previous, position)).toBeLessThan(3);
      expect(inBounds(position)).toBe(true);
      previous = position;
      if (!arrivedAt && distanceMetres(position, bridgehead) < 1) arrivedAt = seconds;
    }
    expect(arrivedAt).toBeGreaterThan(start + 60);
    expect(previous).toEqual(bridgehead);
    moving.release(callSign);
    for (let seconds = start + 900; seconds < start + 1900; seconds++) {
      const position = positionOf(moving.at(seconds));
      expect(distanceMetres(previous, position)).toBeLessThan(4);
      previous = position;
    }
    expect(moving.at(start + 1900)).toEqual(stateAt(start + 1900).units);
  });

  it("stands while the clock stands, and survives one that jumps", () => {
    const moving = movement();
    moving.at(start);
    moving.send(callSign, bridgehead);
    const here = positionOf(moving.at(start + 20));
    expect(positionOf(moving.at(start + 20))).toEqual(here);
    for (const seconds of [start - 3000, start + 9000, 0]) expect(inBounds(positionOf(moving.at(seconds)))).toBe(true);
  });

  it("does not mind orders for units it does not know, nor a release of one that was not sent", () => {
    const moving = movement();
    moving.send("Nobody 1", bridgehead);
    moving.release(callSign);
    expect(moving.at(start)).toEqual(stateAt(start).units);
  });
});
