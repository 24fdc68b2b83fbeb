import { refusing } from "@cordon/kernel";

/** Why a call is not taken down, or its caller not named. */
export interface CallRefusals {
  readonly "caller-on-the-radio": null;
  readonly "nobody-called": null;
}

export const refuseReport = refusing<CallRefusals>();
