import { refusing } from "@cordon/kernel";

/** Why a message is not written, or a phone not told of any. */
export interface MessageRefusals {
  /** The command room writes to others. */
  readonly "message-to-oneself": null;
  readonly "writes-to-room-alone": null;
  readonly "not-posted-there": null;
  /** `count`: of the units in reach; `most`: how many are written to at once. */
  readonly "too-many-reached": { readonly count: string; readonly most: string };
  /** `to`: what was written to - a place, an area, an incident. */
  readonly "nobody-there": { readonly to: string };
  readonly "answered-message-gone": null;
  readonly "address-gone": null;
  readonly "no-push-here": null;
  readonly "push-service-unknown": null;
}

export const refuseMessage = refusing<MessageRefusals>();
