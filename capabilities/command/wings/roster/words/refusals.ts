import { refusing } from "@cordon/kernel";

/** What stands in the way of a shift that is planned. `unit`: its call sign, where there is one unit. */
export type PlanParams = {
  readonly unit?: string;
  /** What it cannot do. */
  readonly ability?: string;
  /** Of the other shift. */
  readonly from?: string;
  readonly until?: string;
  /** Minutes of work, where they are too many, and how many are allowed. */
  readonly stretch?: string;
  readonly stretchAllowed?: string;
  readonly day?: string;
  readonly dayAllowed?: string;
  readonly week?: string;
  readonly weekAllowed?: string;
};

/** Why the roster does not plan, change or move a shift. */
export interface RosterRefusals {
  readonly "shift-unit-unknown": PlanParams;
  readonly "shift-period": PlanParams;
  readonly "shift-over": PlanParams;
  readonly "shift-withdrawn": PlanParams;
  readonly "shift-incapable": PlanParams;
  readonly "shift-overlap": PlanParams;
  readonly "shift-rest": PlanParams;
  /** Several shifts at once. `units`: the call signs of the first. */
  readonly "shifts-impossible": { readonly count: string; readonly units: string };
  /** One that is on is made longer, not moved. */
  readonly "shift-stays": null;
  /** `state`: of the shift. */
  readonly "shift-stands": { readonly state: string };
  /** Who is not due yet did not fail to come. */
  readonly "shift-not-begun": null;
  /** `from`: when it begins. */
  readonly "shift-early": { readonly from: string };
  /** `from` and `until`: of the other shift. */
  readonly "shift-elsewhere": { readonly from: string; readonly until: string };
  readonly "shift-not-yours": null;
  readonly "shift-id-used": null;
  readonly "shift-unnamed": null;
  readonly "shift-of-another": null;
  readonly "shift-at-another-post": null;
  readonly "shift-not-spanning": null;
  readonly "no-such-shift": null;
  readonly "rest-not-yours-to-shorten": null;
  /** `number`: which of the post's needs, from 1. */
  readonly "need-backwards": { readonly number: string };
  readonly "roster-not-read-yet": null;
  /** `line`: of the file, the first that is wrong; `kind`: what is wrong with it. */
  readonly "shifts-file-wrong": { readonly line: string; readonly kind: string };
  /** The same of a file of posts. `other`: the line that it disagrees with; 0 for none. */
  readonly "posts-file-wrong": { readonly line: string; readonly kind: string; readonly other: string };
}

export const refuseShift = refusing<RosterRefusals>();
