import { refusing } from "@cordon/kernel";

/** Why a call for help is not called off. */
export interface SosRefusals {
  readonly "no-such-call": null;
  readonly "call-not-yours": null;
}

export const refuseCall = refusing<SosRefusals>();
