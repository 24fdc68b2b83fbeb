/**
 * PETS 2009: boxes around people in the picture of View_001, and that camera's calibration (Tsai's model, millimetres). The
 * middle of a box's lower edge is where somebody stands.
 */
import type { Sample, Walks } from "./sampled.ts";

export function readPets(boxes: string, calibration: string): Walks {
  const toGround = groundOf(calibration);
  const walks = new Map<number, Sample[]>();
  let [frame, person] = [0, 0];
  for (const [tag] of boxes.matchAll(/<frame [^>]*>|<object [^>]*>|<box [^>]*>/g)) {
    if (tag.startsWith("<frame")) frame = attribute(tag, "number");
    else if (tag.startsWith("<object")) person = attribute(tag, "id");
    else {
      const [u, v] = [attribute(tag, "xc"), attribute(tag, "yc") + attribute(tag, "h") / 2];
      const sample: Sample = [frame, ...toGround(u, v)];
      const samples = walks.get(person);
      if (samples) samples.push(sample);
      else walks.set(person, [sample]);
    }
  }
  return walks;
}

function attribute(tag: string, name: string): number {
  const value = Number(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? Number.NaN);
  if (!Number.isFinite(value)) throw new Error(`${tag.slice(0, 80)} has no number ${name}`);
  return value;
}

/** From the picture to the ground in metres, as in Willson's implementation of Tsai 1987. */
function groundOf(xml: string): (u: number, v: number) => readonly [x: number, y: number] {
  const part = (name: string): string => new RegExp(`<${name} [^>]*>`).exec(xml)?.[0] ?? "";
  const [geometry, intrinsic, extrinsic] = [part("Geometry"), part("Intrinsic"), part("Extrinsic")];
  const [dpx, dpy] = [attribute(geometry, "dpx"), attribute(geometry, "dpy")];
  const [focal, kappa] = [attribute(intrinsic, "focal"), attribute(intrinsic, "kappa1")];
  const [cx, cy, sx] = [attribute(intrinsic, "cx"), attribute(intrinsic, "cy"), attribute(intrinsic, "sx")];
  const [tx, ty, tz] = [attribute(extrinsic, "tx"), attribute(extrinsic, "ty"), attribute(extrinsic, "tz")];
  const [rx, ry, rz] = [attribute(extrinsic, "rx"), attribute(extrinsic, "ry"), attribute(extrinsic, "rz")];
  const [sa, ca, sb, cb, sg, cg] = [rx, ry, rz].flatMap((angle) => [Math.sin(angle), Math.cos(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [r1, r2] = [cb * cg, cg * sa * sb - ca * sg];
  const [r4, r5] = [sg * cb, sa * sb * sg + ca * cg];
  const [r7, r8] = [-sb, cb * sa];
  return (u, v) => {
    const [xd, yd] = [(dpx * (u - cx)) / sx, dpy * (v - cy)];
    const straight = 1 + kappa * (xd * xd + yd * yd);
    const [xu, yu] = [xd * straight, yd * straight];
    const below = (r1 * r8 - r2 * r7) * yu + (r5 * r7 - r4 * r8) * xu - focal * r1 * r5 + focal * r2 * r4;
    const x = ((r2 * tz - r8 * tx) * yu + (r8 * ty - r5 * tz) * xu - focal * r2 * ty + focal * r5 * tx) / below;
    const y = -((r1 * tz - r7 * tx) * yu + (r7 * ty - r4 * tz) * xu - focal * r1 * ty + focal * r4 * tx) / below;
    return [x / 1000, y / 1000];
  };
}
