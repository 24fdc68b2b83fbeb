/** A plane of `stride * height` bytes of which the first `width` of each row are the picture. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}
