import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import type { CommandApi } from "@cordon/command";
import type { identity } from "@cordon/ground";
import * as side from "@cordon/ground/identity/device-side.ts";
import { type ContingentId, Exhibit, type UnitId } from "@cordon/kernel";
import { testServer } from "@cordon/server/testing.ts";
import { type Answer, type ApiOf, type Client, createClient } from "@cordon/ui";
import { vi } from "vitest";
import { sendLetter } from "../../phone/send.ts";
import type { Letter, PhotoId } from "../letters.ts";
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

/** A picture of one colour, which its name gives it: each is another file. */
export function photographOf(photo: PhotoId): Uint8Array<ArrayBuffer> {
  const colour = createHash("sha256").update(photo).digest().subarray(0, 3);
  const part = (type: string, data: Uint8Array) => {
    const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return [length, named, sum];
  };
  // One pixel, eight bits a channel, no alpha (PNG, RFC 2083).
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const line = deflateSync(Buffer.concat([Buffer.of(0), colour]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, ...part("IHDR", header), ...part("IDAT", line), ...part("IEND", Buffer.alloc(0))]),
  );
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
  // The page's own way counts what went out, which is a browser's alone; the door and what it answers are the same.
  const upload = unlucky(plain, luck);
  const sendPhoto = async (photo: PhotoId): Promise<Answer<Exhibit>> => {
    try {
      const response = await upload(`${server.url}/api/exhibits`, {
        ...{ method: "POST", headers: { "content-type": "image/png" }, body: photographOf(photo) },
      });
      return { ok: true, output: Exhibit.parse(await response.json()) };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { ok: false, problem: { reason: "offline", detail: error.message, what: null, issues: [] } };
    }
  };
  return {
    device,
    client,
    send: (letter) => sendLetter(letter, { desk: { client }, sendPhoto, onCalled: () => undefined }),
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
