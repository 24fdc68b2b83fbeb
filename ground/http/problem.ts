import type { Refusal, RefusalReason } from "@cordon/kernel";

/** RFC 9457 problem details, as `application/problem+json`. `type` is a relative URI that the API page explains. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly what?: string;
  readonly code?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly issues?: readonly { readonly path: string; readonly message: string; readonly fr?: string }[];
}

export const PROBLEMS: Readonly<Record<RefusalReason, { readonly status: number; readonly title: string }>> = {
  "not-found": { status: 404, title: "There is no such thing" },
  "not-permitted": { status: 403, title: "You may not do this" },
  "no-mandate": { status: 403, title: "No mandate in force covers this" },
  "not-possible-now": { status: 409, title: "Not possible in the present state" },
  conflict: { status: 409, title: "It conflicts with what is there" },
  invalid: { status: 422, title: "The request does not fit" },
  "too-large": { status: 413, title: "Too large" },
  "too-many": { status: 429, title: "Too often: wait a little" },
  "stale-client": { status: 409, title: "This page is older than the server" },
  "store-full": { status: 507, title: "The disk is full: nothing was written, reading goes on" },
  unavailable: { status: 503, title: "Not available right now" },
};

/** @param signedIn a caller without a session is told 401, so that a page knows to offer signing in */
export function problemOf(refusal: Refusal, signedIn = true): Problem {
  const { status, title } = PROBLEMS[refusal.refused];
  const problem = {
    type: `/api/problems#${refusal.refused}`,
    title,
    status: refusal.refused === "not-permitted" && !signedIn ? 401 : status,
    detail: refusal.because,
  };
  return {
    ...problem,
    ...(refusal.what === undefined ? {} : { what: refusal.what }),
    ...(refusal.code === undefined ? {} : { code: refusal.code }),
    ...(refusal.params === undefined ? {} : { params: refusal.params }),
    ...("issues" in refusal && Array.isArray(refusal.issues) ? { issues: refusal.issues } : {}),
  };
}
