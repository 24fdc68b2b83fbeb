import { z } from "zod";
import { pathOf } from "../../http/openapi.ts";
import { SESSION_COOKIE } from "../../http/guard.ts";
import type { NodeCredentials } from "./credentials.ts";

/**
 * What asking the centre came to. `cut`: no answer, or none of the centre's own - ask again. `refused`: it knows who asks and will not.
 * `other-version`: nothing is lost, and one of the two has to be brought up to date.
 */
export type Asked<Output> =
  | { readonly came: "answer"; readonly output: Output; readonly tookMs: number }
  | { readonly came: "cut" | "refused" | "other-version"; readonly because: string };

/** The centre as a node reaches it: by its public doors, like everybody. */
export interface Centre {
  query<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Asked<Output>>;
  command<Output>(operation: string, input: object, output: z.ZodType<Output>): Promise<Asked<Output>>;
}

/** A link that takes questions and answers none is as good as cut; short, so that a healed one is felt within seconds. */
const ANSWER_WITHIN_MS = 4_000;

const Problem = z.object({ type: z.string(), detail: z.string() });
const Challenged = z.object({ challenge: z.string() });

/** Asks as a visitor, for what comes before a session. */
export function centreAsVisitor(origin: string): Centre {
  return asking(origin, async () => null);
}

/** Asks as the node: signs in by itself, and again when its session is over. @param signal ends what is under way */
export function centreAsNode(credentials: NodeCredentials, signal: AbortSignal): Centre {
  const { centre, device } = credentials;
  let token: string | null = null;
  const visitor = centreAsVisitor(centre);

  async function signIn(): Promise<Asked<string>> {
    const begun = await visitor.query("identity.begin-device-sign-in", { device }, Challenged);
    if (begun.came !== "answer") return begun;
    const { challenge } = begun.output;
    const input = { device, challenge, proof: credentials.prove("sign-in", challenge) };
    const answered = await send(centre, "POST", "identity.sign-in-device", input, null, signal);
    if ("came" in answered) return answered;
    if (!answered.response.ok) return refusalOf(answered.response.status, answered.body);
    const cookie = answered.response.headers.getSetCookie().find((each) => each.startsWith(`${SESSION_COOKIE}=`));
    const opened = cookie?.slice(SESSION_COOKIE.length + 1).split(";")[0];
    if (opened === undefined) return { came: "cut", because: `${centre} opened no session.` };
    return { came: "answer", output: decodeURIComponent(opened), tookMs: 0 };
  }

  async function session(old: string | null): Promise<Asked<string>> {
    if (token !== null && token !== old) return { came: "answer", output: token, tookMs: 0 };
    const opened = await signIn();
    token = opened.came === "answer" ? opened.output : null;
    return opened;
  }

  return asking(centre, session, signal);
}

type Sessions = (old: string | null) => Promise<Asked<string> | null>;

function asking(origin: string, session: Sessions, signal?: AbortSignal): Centre {
  async function ask<Output>(
    method: "GET" | "POST",
    operation: string,
    input: object,
    output: z.ZodType<Output>,
  ): Promise<Asked<Output>> {
    let old: string | null = null;
    for (let time = 0; ; time++) {
      const opened = await session(old);
      if (opened !== null && opened.came !== "answer") return opened;
      const token = opened?.output ?? null;
      const began = performance.now();
      const answered = await send(origin, method, operation, input, token, signal);
      if ("came" in answered) return answered;
      // The session was over: once more with a new one.
      if (answered.response.status === 401 && token !== null && time === 0) {
        old = token;
        continue;
      }
      if (!answered.response.ok) return refusalOf(answered.response.status, answered.body);
      const fits = output.safeParse(answered.body);
      if (!fits.success)
        return { came: "other-version", because: `${operation} answered what this node does not understand.` };
      return { came: "answer", output: fits.data, tookMs: performance.now() - began };
    }
  }
  return {
    query: (operation, input, output) => ask("GET", operation, input, output),
    command: (operation, input, output) => ask("POST", operation, input, output),
  };
}

async function send(
  origin: string,
  method: "GET" | "POST",
  operation: string,
  input: object,
  token: string | null,
  signal: AbortSignal | undefined,
): Promise<{ readonly response: Response; readonly body: unknown } | (Asked<never> & { readonly came: "cut" })> {
  const url = new URL(pathOf(operation), origin);
  if (method === "GET") url.searchParams.set("input", JSON.stringify(input));
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(method === "POST" ? { "content-type": "application/json" } : {}),
      },
      ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
      redirect: "error",
      signal: signal === undefined ? late : AbortSignal.any([late, signal]),
    });
    return { response, body: await response.json() };
  } catch (error) {
    // What fetch and its timer throw, and a proxy's page in the place of an answer.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError)
      return { came: "cut", because: `${origin} does not answer (${error.name}).` };
    throw error;
  }
}

function refusalOf(status: number, body: unknown): Asked<never> {
  const problem = Problem.safeParse(body);
  if (!problem.success) return { came: "cut", because: `The centre answered ${status}.` };
  const { type, detail } = problem.data;
  if (type.endsWith("#stale-client") || type.endsWith("#invalid")) return { came: "other-version", because: detail };
  return { came: status >= 500 || status === 429 ? "cut" : "refused", because: detail };
}
