import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Point } from "../../words/scene.ts";
import { footingOf } from "./camera-view.ts";
import { viewFromPeople } from "./people-heights.ts";
import { type Mover, UprightWalkers } from "./upright-walkers.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/video/traj/pets2009", import.meta.url));
const hasData = existsSync(data);
if (!hasData)
  console.warn("skipped: calibration by real people's heights (no ../shared/data/video/traj/pets2009 here)");

const PICTURE = { width: 768, height: 576 };
const read = (name: string): string => readFileSync(`${data}/${name}`, "utf8");

/** Everybody in every picture, as somebody drew boxes around them: 7 pictures a second. */
function moversIn(xml: string): { readonly seconds: number; readonly movers: readonly Mover[] }[] {
  return [...xml.matchAll(/<frame number="(\d+)">(.*?)<\/frame>/gs)].map(([, number, content = ""]) => ({
    seconds: Number(number) / 7,
    movers: [...content.matchAll(/id="(\d+)">\s*<box h="([\d.]+)" w="([\d.]+)" xc="([-\d.]+)" yc="([-\d.]+)"/g)].map(
      ([, id, h, w, xc, yc]) => {
        const [width, height, x, y] = [Number(w), Number(h), Number(xc), Number(yc)];
        const box = { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
        return { id: Number(id), box };
      },
    ),
  }));
}

/** The calibration that comes with the pictures (R. Tsai, 1987): lens height in metres, field of view, and distance at a pixel. */
function measured(xml: string) {
  const of = (name: string): number => Number(new RegExp(`[ \\t]${name}="([^"]+)"`).exec(xml)?.[1]);
  const [sa, ca] = [Math.sin(of("rx")), Math.cos(of("rx"))];
  const [sb, cb] = [Math.sin(of("ry")), Math.cos(of("ry"))];
  const [sg, cg] = [Math.sin(of("rz")), Math.cos(of("rz"))];
  const rotation = [
    [cb * cg, cg * sa * sb - ca * sg, sa * sg + ca * cg * sb],
    [cb * sg, sa * sb * sg + ca * cg, ca * sb * sg - cg * sa],
    [-sb, cb * sa, ca * cb],
  ];
  const turned = (v: readonly number[]): number[] =>
    [0, 1, 2].map((j) => rotation.reduce((sum, row, i) => sum + (row[j] ?? 0) * (v[i] ?? 0), 0));
  const heightMetres = -(turned([of("tx"), of("ty"), of("tz")])[2] ?? 0) / 1000;
  const pixel = of("dpx") / of("sx");
  return {
    heightMetres,
    fieldOfViewDegrees: (Math.atan((PICTURE.width / 2) * (pixel / of("focal"))) * 360) / Math.PI,
    distanceAt({ x, y }: Point): number {
      const [across, down] = [(x - of("cx")) * pixel, (y - of("cy")) * of("dpy")];
      const straight = 1 + of("kappa1") * (across * across + down * down);
      const [east = 0, north = 0, up = 0] = turned([across * straight, down * straight, of("focal")]);
      return (-heightMetres / up) * Math.hypot(east, north);
    },
  };
}

describe.skipIf(!hasData)("a camera's view from the boxes of real people (PETS 2009, view 1)", () => {
  it("is the one that was measured there: distances within a twentieth, and within a sixth with the field of view guessed", () => {
    const walkers = new UprightWalkers();
    const people = moversIn(read("PETS2009-S2L1.xml")).flatMap(({ seconds, movers }) =>
      walkers.look(seconds, movers, PICTURE),
    );
    const truth = measured(read("calibration/View_001.xml"));
    expect(people.length).toBeGreaterThan(100);
    for (const [isFieldOfViewKnown, worst] of [
      [true, 0.05],
      [false, 0.17],
    ] as const) {
      const fieldOfViewDegrees = isFieldOfViewKnown ? truth.fieldOfViewDegrees : 60;
      const fit = viewFromPeople(people, {
        picture: PICTURE,
        personHeightMetres: 1.7,
        fieldOfViewDegrees,
        isFieldOfViewKnown,
      });
      if (fit.outcome !== "view") throw new Error(fit.outcome);
      expect(Math.abs(fit.view.heightMetres / truth.heightMetres - 1)).toBeLessThan(0.05);
      const ground = footingOf(fit.view);
      const errors = people.map(({ foot }) => {
        const { x, y } = ground(foot) ?? { x: Number.NaN, y: Number.NaN };
        return Math.abs(Math.hypot(x, y) / truth.distanceAt(foot) - 1);
      });
      expect(errors.toSorted((a, b) => a - b)[Math.floor(0.9 * errors.length)]).toBeLessThan(worst);
    }
  });
});
