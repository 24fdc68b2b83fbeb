import { refusing } from "@cordon/kernel";

/** Why something is not drawn, taken away or shown. */
export interface PictureRefusals {
  readonly "no-such-drawing": null;
  readonly "no-such-fence": null;
  readonly "drawing-for-others": null;
  readonly "drawing-redrawn": null;
  /** `style`: what it is drawn as; `shape`: the GeoJSON type that this has. */
  readonly "drawing-misshapen": { readonly style: string; readonly shape: string };
  readonly "drawing-without-text": null;
  /** `most`: how many there may be. */
  readonly "drawings-full": { readonly most: string };
  readonly "fences-full": { readonly most: string };
  /** `number`: which feature of the file, from 1. */
  readonly "feature-twice": { readonly number: string };
  readonly "feature-for-others": { readonly number: string };
  readonly "trail-too-long": null;
}

export const refuseDrawing = refusing<PictureRefusals>();
