import { type AnyOperation, pathOf, SESSION_COOKIE } from "@cordon/ground";
import { z } from "zod";

/** Where the server is, and the session to call with: a token, or null to act as the rehearsal operator where that is allowed. */
export interface Door {
  readonly server: string;
  readonly token: string | null;
}

export type CallAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly message: string };

const Problem = z.object({
  title: z.string(),
  detail: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** Calls an operation of a running server. Without a token it first signs in as the rehearsal operator, as the page does. */
export async function callOperation(door: Door, operation: AnyOperation, input: unknown): Promise<CallAnswer> {
  try {
    const token = door.token ?? (operation.allow.anyone ? null : await rehearsalToken(door.server));
    const url = new URL(pathOf(operation.name), door.server);
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    if (operation.effect === "query") url.searchParams.set("input", JSON.stringify(input));
    const response = await fetch(
      url,
      operation.effect === "query"
        ? { headers }
        : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(input) },
    );
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, output: body };
    const problem = Problem.safeParse(body);
    if (!problem.success) return { ok: false, message: `${door.server} answered ${response.status}` };
    const issues = problem.data.issues.map(({ path, message }) => `\n  ${path}: ${message}`).join("");
    return { ok: false, message: `${problem.data.title}: ${problem.data.detail}${issues}` };
  } catch (error) {
    if (error instanceof TypeError)
      return {
        ok: false,
        message: `${door.server} does not answer. Is the server running? Name it with --server or CORDON_SERVER.`,
      };
    throw error;
  }
}

/** The same door with a session, so that many calls sign in once. Without a token it acts as the rehearsal operator, where that is allowed. */
export async function signedIn(door: Door): Promise<Door> {
  if (door.token !== null) return door;
  try {
    return { ...door, token: await rehearsalToken(door.server) };
  } catch (error) {
    // No server: the first call says so in words.
    if (error instanceof TypeError) return door;
    throw error;
  }
}

async function rehearsalToken(server: string): Promise<string | null> {
  const response = await fetch(new URL(pathOf("identity.sign-in-rehearsal"), server), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  await response.body?.cancel();
  if (!response.ok) return null;
  for (const cookie of response.headers.getSetCookie()) {
    const match = new RegExp(`^${SESSION_COOKIE}=([^;]+)`).exec(cookie);
    if (match?.[1] !== undefined) return decodeURIComponent(match[1]);
  }
  return null;
}
