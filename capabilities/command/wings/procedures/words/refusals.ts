import { refusing } from "@cordon/kernel";

/** Why a checklist is not published or followed, and why incidents are not put together, taken apart or staffed by an open offer. */
export interface ProcedureRefusals {
  readonly "no-such-checklist": null;
  readonly "no-such-step": null;
  readonly "no-such-file": null;
  /** `step`: how it is called; `after`: the one it names before it. */
  readonly "step-twice": { readonly step: string };
  readonly "step-after-later": { readonly step: string; readonly after: string };
  readonly "step-needs-nobody": null;
  /** `checklist`: its reference. */
  readonly "checklist-of-another-kind": { readonly checklist: string };
  /** `number`: of the incident that would hold the other; `part`: of the one that holds it already. */
  readonly "incident-within-itself": { readonly number: string; readonly part: string };
  readonly "incident-into-itself": null;
  readonly "nothing-to-split": null;
  /** `number`: of the incident that has none. */
  readonly "not-of-this-incident": { readonly number: string };
  /** `callSign`: who has it. */
  readonly "task-taken": { readonly callSign: string };
  readonly "task-id-used": null;
  readonly "open-offer-to-one": null;
}

export const refuseStep = refusing<ProcedureRefusals>();
