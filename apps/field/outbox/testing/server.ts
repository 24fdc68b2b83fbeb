import type { CommandApi } from "@cordon/command";
import type { identity } from "@cordon/ground";
import * as side from "@cordon/ground/identity/device-side.ts";
import type { ContingentId, UnitId } from "@cordon/kernel";
import { testServer } from "@cordon/server/testing.ts";
import { type Answer, type ApiOf, type Client, createClient } from "@cordon/ui";
import { vi } from "vitest";
import { sendLetter } from "../../phone/send.ts";
import type { Letter } from "../letters.ts";
import type { Sent } from "../presses.ts";

export type Server = Awaited<ReturnType<typeof testServer>>;
type Everything = CommandApi & ApiOf<(typeof identity)["operations"]>;

/** A server that really runs, on a database of its own, with the rehearsal operator at its desk. */
export interface Centre {
  readonly server: Server;
  readonly desk: Client<Everything>;
}

/** @throws Error when it was refused */
export function must<Output>(answer: Answer<Output>): Output {
  if (!answer.ok) throw new Error(`${answer.problem.reason}: ${answer.problem.detail}`);
  return answer.output;
}

export async function openCentre(stack: AsyncDisposableStack): Promise<Centre> {
  const server = await testServer(stack, { rehearsing: true });
  // A page signs for the address it was loaded from.
  vi.stubGlobal("location", { origin: server.url });
  const desk = createClient<Everything>({ origin: server.url, fetch: withCookies(server.url) });
  must(await desk.order("identity.sign-in-rehearsal", {}));
  return { server, desk };
}

/** What the network does of one request. */
export type Luck = "arrives" | "question lost" | "answer lost" | "twice";

/** An enrolled phone without its page: its key, its session, and letters sent as the page sends them. */
export interface Afield {
  readonly device: string;
  readonly client: Client<Everything>;
  readonly send: (letter: Letter) => Promise<Sent>;
}

/** @param luck asked before each letter goes out */
export async function enrolled(
  { server, desk }: Centre,
  of: { readonly unit: UnitId; readonly contingent: ContingentId; readonly label: string },
  luck: () => Luck = () => "arrives",
): Promise<Afield> {
  const { code, device } = must(await desk.order("identity.offer-enrolment", { kind: "field", site: null, ...of }));
  const plain = withCookies(server.url);
  const doors = createClient<Everything>({ origin: server.url, fetch: plain });
  const looked = await side.lookAtCode(doors, code);
  if (!looked.ok) throw new Error(looked.problem.detail);
  let own: side.Device | null = null;
  const keep = async (kept: side.Device) => {
    own = kept;
  };
  const done = await side.enrol(doors, looked.offer, { trying: keep, enrolled: keep, refused: async () => undefined });
  if (!done.ok || own === null) throw new Error("the phone was not enrolled");
  const pair: side.Device = own;
  const signedIn = await side.signIn(doors, pair, keep);
  if (!signedIn.ok) throw new Error(signedIn.problem.detail);
  const client = createClient<Everything>({
    origin: server.url,
    fetch: side.fetchAsDevice({
      fetch: unlucky(plain, luck),
      signIn: () => side.signIn(doors, pair, keep),
      onRefused: () => undefined,
    }),
  });
  return {
    device,
    client,
    send: (letter) => sendLetter(letter, { desk: { client }, sendPhoto: async () => null, onCalled: () => undefined }),
  };
}

function unlucky(fetch: typeof globalThis.fetch, luck: () => Luck): typeof globalThis.fetch {
  return async (input, init) => {
    const happens = luck();
    if (happens === "question lost") throw new TypeError("the network is gone");
    if (happens === "twice") await (await fetch(input, init)).arrayBuffer();
    const response = await fetch(input, init);
    if (happens !== "answer lost") return response;
    await response.arrayBuffer();
    throw new TypeError("the network went");
  };
}

/** `fetch` as a browser does it on a page of `origin`. */
function withCookies(origin: string): typeof globalThis.fetch {
  const jar = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("origin", origin);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await globalThis.fetch(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
}
