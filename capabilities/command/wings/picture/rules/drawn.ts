import { asJson, canonicalJson, type OverlayId, type Refusal, type UnitId } from "@cordon/kernel";
import type { Decision } from "../../../rules.ts";
import {
  type Audience,
  type Fence,
  FenceDrawn,
  FenceRemoved,
  MOST_FENCES,
  MOST_OVERLAYS,
  type Overlay,
  OverlayDrawn,
  type OverlayStyle,
  OverlayWithdrawn,
} from "../words.ts";
import { refuseAs } from "../../../words/refusals.ts";
import { refuseDrawing } from "../words/refusals.ts";

const SHAPES: Readonly<Record<OverlayStyle, Overlay["shape"]["type"]>> = {
  area: "Polygon",
  line: "LineString",
  arrow: "LineString",
  mark: "Point",
  text: "Point",
};

/** The style that a shape is drawn in when none fits better. */
function drawnAs(style: OverlayStyle, shape: Overlay["shape"]["type"]): Refusal | null {
  return SHAPES[style] === shape
    ? null
    : refuseDrawing(
        "drawing-misshapen",
        "invalid",
        `what is drawn as "${style}" is a ${SHAPES[style]}, not a ${shape}`,
        "style",
        { style, shape: SHAPES[style] },
      );
}

/**
 * Draws it, or draws it anew as its next version. The same again is no new version.
 * @param standing as it is; null when there is none
 * @param based the version that whoever draws it had before them: somebody else's change is not lost by mistake
 */
export function drawOverlay(
  overlay: Omit<Overlay, "version">,
  standing: Overlay | null,
  based: number | null,
  { units, count }: { readonly units: readonly UnitId[] | null; readonly count: number },
): Decision {
  const unfit = drawnAs(overlay.style, overlay.shape.type);
  if (unfit !== null) return unfit;
  if (overlay.style === "text" && overlay.text === "")
    return refuseDrawing("drawing-without-text", "invalid", 'what is drawn as "text" needs a text', "text");
  if (standing === null && count >= MOST_OVERLAYS)
    return refuseDrawing(
      "drawings-full",
      "too-many",
      `the map has ${MOST_OVERLAYS} drawings: withdraw some first`,
      undefined,
      { most: String(MOST_OVERLAYS) },
    );
  if (standing !== null) {
    const same = canonicalJson(asJson({ ...overlay, version: standing.version })) === canonicalJson(asJson(standing));
    if (same) return [];
    if (based !== null && based !== standing.version)
      return refuseDrawing(
        "drawing-redrawn",
        "conflict",
        "somebody has drawn it anew meanwhile: look at it again",
        "version",
      );
  }
  return [OverlayDrawn.of({ ...overlay, version: (standing?.version ?? 0) + 1, units })];
}

export function withdrawOverlay(overlay: { readonly id: OverlayId; readonly audience: Audience }): Decision {
  return [OverlayWithdrawn.of({ overlay: overlay.id, audience: overlay.audience })];
}

export function drawFence(fence: Fence, standing: Fence | null, count: number): Decision {
  if (fence.from !== null && fence.until !== null && fence.from >= fence.until)
    return refuseAs("period-backwards", "invalid", "a fence must end after it begins", "until");
  if (standing === null && count >= MOST_FENCES)
    return refuseDrawing("fences-full", "too-many", `there are ${MOST_FENCES} fences: remove some first`, undefined, {
      most: String(MOST_FENCES),
    });
  return [FenceDrawn.of(fence)];
}

export function removeFence(fence: Pick<Fence, "id">): Decision {
  return [FenceRemoved.of({ fence: fence.id })];
}
