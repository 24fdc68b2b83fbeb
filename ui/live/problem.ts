import { RefusalReason } from "@cordon/kernel";
import { z } from "zod";

/** Why there is no answer. `offline`: the server was not reached. `broken`: it answered something that is no answer. */
export type ProblemReason = RefusalReason | "not-signed-in" | "offline" | "broken" | "too-many";

/** A refusal as the interface shows it: RFC 9457 problem details of the server, or what kept us from having any. */
export interface Problem {
  readonly reason: ProblemReason;
  /** A sentence of the server's for the person who asked. */
  readonly detail: string;
  /** What stands in the way: a field, an id. */
  readonly what: string | null;
  /** The server's name for the sentence, and what it speaks of: for a page that says it in another language. */
  readonly code?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly issues: readonly { readonly path: string; readonly message: string; readonly fr?: string | undefined }[];
}

const Details = z.object({
  type: z.string().default(""),
  title: z.string().default(""),
  detail: z.string().default(""),
  what: z.string().optional(),
  code: z.string().max(60).optional(),
  params: z.record(z.string(), z.string()).optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string(), fr: z.string().optional() })).default([]),
});

const NOTHING_SAID: z.output<typeof Details> = { type: "", title: "", detail: "", issues: [] };

const OFFLINE_STATUS: ReadonlySet<number> = new Set([502, 504]);

/** Reads the body of an answer that is not 2xx. Total: whatever a proxy in between may have said becomes a problem. */
export function problemFrom(status: number, body: unknown): Problem {
  const details = Details.safeParse(body);
  const said = details.success ? details.data : NOTHING_SAID;
  const named = RefusalReason.safeParse(said.type.slice(said.type.indexOf("#") + 1));
  return {
    reason: reasonOf(status, named.success ? named.data : null),
    detail: said.detail || said.title || `HTTP ${status}`,
    what: said.what ?? null,
    ...(said.code === undefined ? {} : { code: said.code }),
    ...(said.params === undefined ? {} : { params: said.params }),
    issues: said.issues,
  };
}

function reasonOf(status: number, named: RefusalReason | null): ProblemReason {
  if (status === 401) return "not-signed-in";
  if (status === 429) return "too-many";
  if (named !== null) return named;
  if (OFFLINE_STATUS.has(status)) return "offline";
  return status === 404 ? "not-found" : "broken";
}

/** Carries a problem through what only knows exceptions (react-query); thrown nowhere else. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { reason: "broken", detail: error instanceof Error ? error.message : String(error), what: null, issues: [] };
}
