import { CameraId, type Instant, instantOf } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { openHouse } from "../../testing/house.ts";
import type { PictureSize, UprightPerson } from "../../words/calibration.ts";
import { UprightBook } from "./upright-book.ts";
import { WalkersSeen } from "../eye/walkers-seen.ts";

const camera = CameraId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY");
const picture = { width: 640, height: 360 };
const person = (x: number): UprightPerson => ({ foot: { x, y: 300 }, head: { x, y: 220 } });

describe("walkers seen by a camera", () => {
  it("are told together, every half minute, and not when there are none", () => {
    const told: { picture: PictureSize; people: UprightPerson[] }[] = [];
    const seen = new WalkersSeen((size, people) => told.push({ picture: size, people }));
    for (let seconds = 0; seconds <= 100; seconds += 0.2) {
      const left = 20 + ((60 * seconds) % 560);
      const box = { left, right: left + 30, top: 220, bottom: 300 };
      seen.look(
        seconds,
        seconds > 40 && seconds < 55 ? [{ id: 1 + Math.floor((60 * seconds) / 560), box }] : [],
        picture,
      );
    }
    expect(told).toHaveLength(1);
    expect(told[0]?.picture).toEqual(picture);
    expect(told[0]?.people.length).toBeGreaterThan(5);
  });

  it("are kept for a quarter of an hour, for the size of picture seen last, and no longer than the camera is watched", async () => {
    await using house = await openHouse();
    let nowMs = Date.now();
    const clock = { now: (): Instant => instantOf(nowMs), elapsedMs: () => nowMs };
    const book = new UprightBook({ ...house.context, clock });
    const hear = (people: UprightPerson[], size = picture) =>
      book.hear({ report: "upright", camera, picture: size, people });
    const listed = () => house.must("watch.list-upright", { camera });
    await hear([person(100)]);
    nowMs += 10 * 60_000;
    await hear([person(200)]);
    expect(await listed()).toEqual({ picture, people: [person(100), person(200)], newest: instantOf(nowMs) });
    nowMs += 10 * 60_000;
    await book.forgetOld();
    expect(await listed()).toMatchObject({ people: [person(200)] });
    await hear([person(3)], { width: 1280, height: 720 });
    expect(await listed()).toMatchObject({ picture: { width: 1280 }, people: [person(3)] });
    await hear(
      Array.from({ length: 100 }, (_, x) => person(x)),
      { width: 1280, height: 720 },
    );
    await book.forget(camera);
    expect(await listed()).toEqual({ picture: null, people: [], newest: null });
    // And none of it is in the journal.
    expect((await house.entries()).length).toBe(0);
  });
});
