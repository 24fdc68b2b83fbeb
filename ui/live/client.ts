import type { Exhibit } from "@cordon/kernel";
import { type Problem, problemFrom } from "./problem.ts";

/** What a server's operations are, by name: the types follow from the operations themselves, see {@link ApiOf}. */
export type ApiShape = Readonly<
  Record<string, { readonly effect: "query" | "command"; readonly input: unknown; readonly output: unknown }>
>;

/** The API of a list of operations, by their types alone: nothing of the server comes along. */
export type ApiOf<
  Operations extends readonly {
    readonly name: string;
    readonly effect: "query" | "command";
    readonly types?: { readonly input: unknown; readonly output: unknown };
  }[],
> = {
  readonly [Each in Operations[number] as Each["name"]]: {
    readonly effect: Each["effect"];
    readonly input: NonNullable<Each["types"]>["input"];
    readonly output: NonNullable<Each["types"]>["output"];
  };
};

export type QueryName<Api extends ApiShape> = {
  [Name in keyof Api & string]: Api[Name]["effect"] extends "query" ? Name : never;
}[keyof Api & string];
export type CommandName<Api extends ApiShape> = {
  [Name in keyof Api & string]: Api[Name]["effect"] extends "command" ? Name : never;
}[keyof Api & string];

export type Answer<Output> =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly problem: Problem };

/** Asks (queries) and orders (commands) by an operation's name. Never throws but for a caller's abort. */
export interface Client<Api extends ApiShape> {
  ask<Name extends QueryName<Api>>(
    name: Name,
    input: Api[Name]["input"],
    signal?: AbortSignal,
    /** As of a moment of the past: how many entries of the journal are known. */
    at?: number | null,
  ): Promise<Answer<Api[Name]["output"]>>;
  order<Name extends CommandName<Api>>(
    name: Name,
    input: Api[Name]["input"],
    signal?: AbortSignal,
  ): Promise<Answer<Api[Name]["output"]>>;
  /** Sends a file. It belongs to nothing until an order names the `blob` of the answer, within a day. */
  sendFile(file: Blob, signal?: AbortSignal): Promise<Answer<Exhibit>>;
}

export interface ClientOptions {
  /** Where the server is; empty for the page's own origin. */
  readonly origin?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** The contract this page was made for, once known: a server with another one refuses and the page reloads. */
  readonly contract?: () => string | null;
  /** Sees every problem, e.g. to offer signing in or reloading. */
  readonly onProblem?: (problem: Problem) => void;
}

export const CONTRACT_HEADER = "cordon-contract";

/** `/api/command/confirm-signal` of `command.confirm-signal`. */
export function pathOf(name: string): string {
  return `/api/${name.replace(".", "/")}`;
}

/** The typed client of a Cordon server: `createClient<ApiOf<typeof operations>>()`. */
export function createClient<Api extends ApiShape>(options: ClientOptions = {}): Client<Api> {
  const origin = options.origin ?? "";
  const send = options.fetch ?? ((input: string, init: RequestInit) => globalThis.fetch(input, init));

  /** The server parses what it answers with the operation's own schema, so the answer is taken at its word here. */
  async function call<Output>(path: string, init: RequestInit): Promise<Answer<Output>> {
    const contract = options.contract?.() ?? null;
    const headers = new Headers(init.headers);
    headers.set("accept", "application/json");
    if (contract !== null) headers.set(CONTRACT_HEADER, contract);
    const answer = await attempt<Output>(`${origin}${path}`, { ...init, headers, credentials: "same-origin" });
    if (!answer.ok) options.onProblem?.(answer.problem);
    return answer;
  }

  async function attempt<Output>(url: string, init: RequestInit): Promise<Answer<Output>> {
    let response: Response;
    try {
      response = await send(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      return { ok: false, problem: { reason: "offline", detail: "", what: null, issues: [] } };
    }
    try {
      const body: Output = await response.json();
      return response.ok ? { ok: true, output: body } : { ok: false, problem: problemFrom(response.status, body) };
    } catch (error) {
      if (init.signal?.aborted) throw error;
      return { ok: false, problem: problemFrom(response.ok ? 500 : response.status, null) };
    }
  }

  return {
    ask: (name, input, signal, at = null) => {
      const text = JSON.stringify(input);
      const asked = [
        ...(text === "{}" ? [] : [`input=${encodeURIComponent(text)}`]),
        ...(at === null ? [] : [`at=${at}`]),
      ].join("&");
      return call(`${pathOf(name)}${asked === "" ? "" : `?${asked}`}`, {
        method: "GET",
        ...(signal === undefined ? {} : { signal }),
      });
    },
    order: (name, input, signal) =>
      call(pathOf(name), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        ...(signal === undefined ? {} : { signal }),
      }),
    sendFile: (file, signal) =>
      call("/api/exhibits", {
        method: "POST",
        headers: { "content-type": file.type },
        body: file,
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}
