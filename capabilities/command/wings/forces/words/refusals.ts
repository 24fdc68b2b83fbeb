import { refusing } from "@cordon/kernel";

/** Why a unit is not registered, equipped, named or sent. */
export interface ForcesRefusals {
  readonly "catalogue-not-yours": null;
  /** `most`: how many kinds it takes. */
  readonly "catalogue-full": { readonly most: string };
  readonly "no-such-kind": null;
  /** `kind`: its code. */
  readonly "kind-not-listed": { readonly kind: string };
  /** `state`: retired or removed. */
  readonly "kind-over": { readonly kind: string; readonly state: string };
  /** `count`: of the units of that kind; `callSigns`: of the first, and how many `more`. */
  readonly "kind-carried": {
    readonly kind: string;
    readonly count: string;
    readonly callSigns: string;
    readonly more: string;
  };
  /** `radio`: its call sign; `callSign`: of the unit that carries it. */
  readonly "radio-twice": { readonly radio: string };
  readonly "radio-carried": { readonly radio: string; readonly callSign: string };
  /** `kind`: of the equipment. */
  readonly "equipment-twice": { readonly kind: string };
  readonly "powers-not-yours": null;
  readonly "powers-without-area": null;
  readonly "unit-off-duty": null;
  /**
   * `missing`: what keeps it from the task, the JSON of `Missing`; `others`: the call signs of who could take it, and `more`: how many besides; both are
   * left out where nobody looked.
   */
  readonly "unit-unfit": {
    readonly callSign: string;
    readonly missing: string;
    readonly others?: string;
    readonly more?: string;
  };
  /** The first line that is wrong, its column, what stands there and why that is refused. */
  readonly "forces-file-wrong": {
    readonly line: string;
    readonly column: string;
    readonly said: string;
    readonly because: string;
  };
}

export const refuseForces = refusing<ForcesRefusals>();
