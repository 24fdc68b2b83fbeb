import { refusing } from "@cordon/kernel";

/** `request`: which of a list of passes, from 1; `value`: the code or number that is at fault. */
type AtFault = { readonly request: string; readonly value?: string };

/** Why perimeters are not drawn or published, passes not given out or taken back, and devices not posted. Screens say it by this name. */
export interface AccessRefusals {
  readonly "zone-or-gate-placeless": null;
  readonly "no-such-zone": null;
  readonly "no-such-gate": null;
  readonly "no-such-lane": null;
  /** `code`: of the gate or zone that is there; `reference`: under which. */
  readonly "gate-under-reference": { readonly code: string; readonly reference: string };
  readonly "zone-under-reference": { readonly code: string; readonly reference: string };
  readonly "zone-code-taken": { readonly code: string };
  readonly "gate-code-taken": { readonly code: string };
  readonly "reference-taken": { readonly reference: string };
  readonly "lane-twice": { readonly gate: string; readonly lane: string };
  readonly "rule-twice": { readonly rule: string };
  readonly "category-twice": { readonly category: string };
  /** `en` and `fr`: what is wrong with the file, or with the perimeters, in both languages. */
  readonly "perimeter-file-faulty": { readonly en: string; readonly fr: string };
  readonly "perimeters-faulty": { readonly en: string; readonly fr: string };
  readonly "perimeters-too-large": null;
  /** `number`: of the rule set. */
  readonly "rules-published-meanwhile": { readonly number: string };
  readonly "rules-over": null;
  readonly "rules-begin-later": null;
  readonly "no-rules-yet": null;
  readonly "gate-not-in-rules": null;

  readonly "cannot-issue": null;
  readonly "no-pass-keys-yet": null;
  readonly "root-key-differs": null;
  readonly "no-pass-key-in-use": null;
  /** `kid`: of the key. */
  readonly "pass-key-not-here": { readonly kid: string };
  readonly "pass-key-coming": { readonly kid: string; readonly from: string };
  readonly "pass-keys-full": { readonly most: string };
  readonly "no-such-pass-key": { readonly kid: string };
  readonly "only-pass-key": null;

  readonly "no-pass-asked": null;
  readonly "pass-numbers-out": null;
  readonly "pass-zone-unknown": AtFault;
  readonly "pass-zone-twice": AtFault;
  readonly "pass-category-unknown": AtFault;
  readonly "pass-backwards": AtFault;
  readonly "pass-over": AtFault;
  readonly "pass-too-long": AtFault;
  /** `passes`: the first of them; `more`: how many besides. */
  readonly "never-given-out": { readonly passes: string; readonly more: string };
  readonly "no-such-pass": { readonly pass: string };

  readonly "no-such-gate-device": null;
  readonly "gate-device-revoked": null;
  readonly "lane-without-gate": null;
}

export const refuseAccess = refusing<AccessRefusals>();
