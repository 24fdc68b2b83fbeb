import { refusing } from "@cordon/kernel";

/** Why a moment is not marked or forgotten. */
export interface MomentRefusals {
  readonly "no-such-chapter": null;
}

export const refuseMoment = refusing<MomentRefusals>();
