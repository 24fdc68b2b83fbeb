import { refusing } from "@cordon/kernel";

/** Why a camera is not registered, shown, replayed or looked behind. Screens say it by this name. */
export interface WatchRefusals {
  readonly "no-such-camera": null;
  readonly "camera-address-unknown": null;
  readonly "camera-reference-taken": null;
  /** `because`: what is wrong with it, as its schema says it. */
  readonly "scene-faulty": { readonly because: string };
  readonly "camera-dark": null;
  readonly "camera-slow": null;
  /** `most`: how many at the same time. */
  readonly "cameras-live-full": { readonly most: string };
  readonly "viewers-full": { readonly most: string };

  readonly "no-such-camera-signal": null;
  /** `roles`: those that may, by their codes. */
  readonly "lift-role-missing": { readonly roles: string };
  /** `because`: the kernel's `ErasedBecause`. */
  readonly "pictures-erased": { readonly because: string };
  readonly "lift-unconfirmed": null;
  readonly "lift-dismissed": null;
  readonly "no-original": null;
  readonly "lift-first": null;
  readonly "original-key-gone": null;

  readonly "model-in-use": null;
  readonly "no-such-model": null;
  readonly "model-not-ready": null;
  readonly "event-suspended-already": null;
  readonly "event-not-suspended": null;

  readonly "no-such-replay": null;
  readonly "replay-unfinished": null;
  readonly "replay-measured-no-such": null;
  readonly "replay-camera-gone": null;
  readonly "nothing-swept": null;
  /** `kind`: of the event; `name`: of its number. */
  readonly "no-such-number": { readonly kind: string; readonly name: string };
  readonly "number-out-of-bounds": { readonly name: string; readonly value: string; readonly because: string };
  readonly "no-such-clip": null;
  readonly "clip-unusable": { readonly because: string };
  readonly "replays-full": { readonly most: string };
}

export const refuseWatch = refusing<WatchRefusals>();
