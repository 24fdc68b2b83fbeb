import { refusing } from "@cordon/kernel";

/**
 * Why the command room does not do what was asked, whichever wing it is asked of. Screens say it in the language of whoever reads it, by this name
 * (`ui/refusals.ts`, and the phone's own words for what phones send); the sentence of the refusal is for whoever calls the API.
 */
export interface CommandRefusals {
  readonly "no-such-signal": null;
  readonly "no-such-incident": null;
  readonly "no-such-task": null;
  readonly "no-such-unit": null;
  readonly "no-such-contingent": null;
  readonly "no-such-place": null;
  /** A period ends before it begins. */
  readonly "period-backwards": null;
  /** `days`: how many a window may have. */
  readonly "window-too-long": { readonly days: string };
  readonly "moment-ahead": null;

  readonly "report-ahead": null;
  readonly "report-unsaid": null;
  readonly "cause-of-no-false-alert": null;
  readonly "other-unsaid": null;
  /** `number`: of the incident; so with all that follow down to `incident-open-tasks`. */
  readonly "incident-closed": { readonly number: string };
  readonly "incident-merged": { readonly number: string };
  /** `callSigns`: whose tasks they are. */
  readonly "incident-open-tasks": { readonly number: string; readonly callSigns: string };
  readonly "not-asked-to-take-over": null;

  readonly "task-not-yours": null;
  readonly "task-without-incident": null;
  readonly "task-without-position": null;
  readonly "note-empty": null;
  readonly "reason-missing": null;
  readonly "press-used": null;
  readonly "phone-without-unit": null;
  readonly "unit-not-registered": null;

  /** `callSign`: of the unit, where it is known. */
  readonly "unit-withdrawn": { readonly callSign?: string };
  /** `count`: of its tasks. */
  readonly "unit-holds-tasks": { readonly callSign: string; readonly count: string };
  readonly "call-sign-taken": { readonly callSign: string };
  /** `reference`: what the organiser calls it. */
  readonly "contingent-taken": { readonly reference: string };
  readonly "own-contingent-alone": null;
  readonly "place-twice": { readonly reference: string };
}

export const refuseAs = refusing<CommandRefusals>();

/** Said wherever what is asked for is not there, or not for whoever asks. @param id what was asked for */
export const noSuch = (thing: "signal" | "incident" | "unit" | "contingent" | "place", id: string) =>
  refuseAs(`no-such-${thing}`, "not-found", `there is no such ${thing}`, id);
