import type { AnalysedPicture } from "../event.ts";
import { type Rectangle, type Region, scaled } from "../tracks/region.ts";
import { appearanceOf, foregroundBeside, foregroundIn, isOnlyMoved } from "./appearance.ts";
import { COARSE, type SlowGround } from "./slow-ground.ts";

const AREA = COARSE * COARSE;

/** The picture as the slow ground tells what lies still in it, in the same pixels; as it was while the camera is not steady enough for that. */
export function lyingIn(picture: AnalysedPicture, slow: SlowGround): AnalysedPicture {
  const { planes: quick, elapsedSeconds } = picture;
  const isNew = slow.step(quick.frame, quick.stride, elapsedSeconds);
  if (!slow.isSteady) return picture;
  const planes = slow.planesBeside(quick);
  const still = slow.lying.map(({ region, stir }) => ({
    region: { ...scaled(region, COARSE), label: region.label, area: AREA * region.area },
    appearance: { ...appearanceOf(region, planes, planes.stillLabels), stir: isNew ? stir : undefined },
  }));
  return {
    ...picture,
    still,
    // The edges of clouds show and hide outlines as a push does: under them nobody is asked less of a thing.
    jolted: picture.jolted && !slow.isUnderClouds,
    foregroundIn: (box: Rectangle) => foregroundIn(coarse(box), planes),
    foregroundBeside: (box: Rectangle, region: Region) => AREA * foregroundBeside(coarse(box), region, planes),
    isOnlyMoved: (box: Rectangle) => isOnlyMoved(coarse(box), planes),
  };
}

/** A region that `lyingIn` gave, in the slow ground's own pixels again. */
export const coarseRegion = (region: Region): Region => ({
  ...coarse(region),
  ...{ label: region.label, area: region.area / AREA },
});

const coarse = ({ left, top, right, bottom }: Rectangle): Rectangle => ({
  ...{ left: Math.floor(left / COARSE), top: Math.floor(top / COARSE) },
  ...{ right: Math.ceil(right / COARSE), bottom: Math.ceil(bottom / COARSE) },
});
