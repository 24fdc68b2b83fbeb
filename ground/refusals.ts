import { refusing } from "@cordon/kernel";

/** Why what every room stands on does not do what a person asked. The console says it in the reader's language, by this name. */
export interface GroundRefusals {
  readonly "signed-out": null;
  /** `roles`: those that may, by their codes. */
  readonly "role-missing": { readonly roles: string };
  /** `because`: the kernel's `MandateRefusal`. */
  readonly "no-mandate": { readonly because: string };
  /** The fields that do not fit are named beside it. */
  readonly "input-misfit": null;
  readonly "no-such-operation": null;
  readonly "no-such-moment": null;
  readonly "changed-meanwhile": null;
  readonly "line-too-large": null;
  /** `kib`: how many a message may have. */
  readonly "message-too-large": { readonly kib: string };

  readonly "past-unchangeable": null;
  readonly "now-alone": null;
  readonly "beyond-now": null;
  readonly "past-being-read": null;
  readonly "past-not-allowed": null;
  readonly "past-unreadable": null;

  /** `type`: what was sent; `types`: what is taken. */
  readonly "file-type": { readonly type: string; readonly types: string };
  readonly "file-empty": null;
  /** `megabytes`: how many a file may have. */
  readonly "file-too-large": { readonly megabytes: string };
  /** It does not begin or is not built as its type says. */
  readonly "file-broken": { readonly type: string };
  readonly "file-not-sent": null;
  readonly "file-being-erased": null;
  readonly "no-such-exhibit": null;
  readonly "exhibit-changed": null;

  readonly "personal-data-too-long": null;
  readonly "personal-data-erased": null;

  readonly "no-such-person": null;
  readonly "last-administrator": null;
  readonly "revoked-without-roles": null;
  readonly "person-not-revoked": null;
  readonly "own-contingent-only": null;
  readonly "invitation-over": null;
  readonly "challenge-over": null;
  readonly "passkey-known": null;
  /** `most`: how many a person holds. */
  readonly "passkeys-full": { readonly most: string };
  readonly "invitation-or-session-first": null;
  /** `minutes`: since signing in. */
  readonly "sign-in-anew": { readonly minutes: string };
  readonly "passkey-not-accepted": null;
  readonly "passkey-needs-browser": null;
  /** `address`: of the same page by a name; empty where there is none. */
  readonly "passkey-needs-name": { readonly address: string };
  readonly "no-session": null;
  readonly "no-rehearsal-here": null;
  readonly "rehearsal-from-here-only": null;

  readonly "no-such-device": null;
  readonly "field-device-without-unit": null;
  readonly "unit-without-field-device": null;
  readonly "node-without-site": null;
  readonly "site-without-gate": null;

  readonly "no-such-mandate": null;
  /** `reference`: of the order. */
  readonly "order-changed": { readonly reference: string };
  readonly "period-over": null;
  readonly "video-without-events": null;
  readonly "events-without-video": null;
  /** `days`: how many are allowed. */
  readonly "video-too-long": { readonly days: string };
  readonly "kept-too-long": { readonly days: string };
}

/** A refusal a person meets, by its name. */
export const refuseAs = refusing<GroundRefusals>();
