import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessUnit, Elementary } from "./h264.ts";

const CLOCK_RATE = 90_000;
const LARGEST_PAYLOAD = 1400;

/** One picture as the camera sends it. */
export interface Sent {
  readonly unit: AccessUnit;
  /** What its stamp says. */
  readonly stampSeconds: number;
  /** When it goes out, since the client asked to play; when that is past, at once. */
  readonly atSeconds: number;
}

export interface RtspCamera extends AsyncDisposable {
  readonly url: string;
  /** Clients that asked to play so far. */
  readonly plays: number;
}

/**
 * A camera as far as RTSP goes (RFC 2326): describes one H.264 stream, and plays it as RTP inside the RTSP connection (interleaved,
 * RFC 2326 section 10.12; H.264 in RTP, RFC 6184: single units and FU-A). A real socket; hangs up at the end of its pictures. A client
 * that does not read holds it up, as TCP does.
 */
export async function rtspCamera(
  { headers }: Pick<Elementary, "headers">,
  pictures: () => Iterable<Sent>,
): Promise<RtspCamera> {
  let plays = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let heard = "";
    socket.on("data", (data) => {
      heard += data.toString("latin1");
      for (let end = heard.indexOf("\r\n\r\n"); end >= 0; end = heard.indexOf("\r\n\r\n")) {
        // What the client sends about its reception (RTCP) comes between the requests and is passed over.
        const request = /(OPTIONS|DESCRIBE|SETUP|PLAY|TEARDOWN|GET_PARAMETER) .*$/s.exec(heard.slice(0, end))?.[0];
        heard = heard.slice(end + 4);
        if (request === undefined) continue;
        const method = request.slice(0, request.indexOf(" "));
        socket.write(answerTo(method, request, headers));
        if (method === "TEARDOWN") socket.end();
        if (method === "PLAY") {
          plays++;
          void play(socket, pictures()).finally(() => socket.end());
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `rtsp://user:secret@127.0.0.1:${port}/live`,
    get plays() {
      return plays;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerTo(method: string, request: string, headers: readonly Uint8Array[]): string {
  const sequence = /CSeq: *(\d+)/i.exec(request)?.[1] ?? "0";
  const lines = ["RTSP/1.0 200 OK", `CSeq: ${sequence}`];
  if (method === "OPTIONS") lines.push("Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER");
  if (method === "SETUP") lines.push("Transport: RTP/AVP/TCP;unicast;interleaved=0-1", "Session: 1;timeout=60");
  if (method === "PLAY") lines.push("Session: 1", "Range: npt=0.000-");
  if (method !== "DESCRIBE") return `${lines.join("\r\n")}\r\n\r\n`;
  const sets = headers
    .filter((nal) => [7, 8].includes((nal[0] ?? 0) & 31))
    .map((nal) => Buffer.from(nal).toString("base64"));
  const description = [
    "v=0",
    "o=- 0 0 IN IP4 127.0.0.1",
    "s=camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "m=video 0 RTP/AVP 96",
    `a=rtpmap:96 H264/${CLOCK_RATE}`,
    `a=fmtp:96 packetization-mode=1;sprop-parameter-sets=${sets.join(",")}`,
    "a=control:track1",
    "",
  ].join("\r\n");
  lines.push("Content-Type: application/sdp", `Content-Length: ${description.length}`);
  return `${lines.join("\r\n")}\r\n\r\n${description}`;
}

async function play(socket: Socket, pictures: Iterable<Sent>): Promise<void> {
  const began = performance.now();
  let sequence = 0;
  for (const { unit, stampSeconds, atSeconds } of pictures) {
    const waitMs = 1000 * atSeconds - (performance.now() - began);
    if (waitMs > 1) await sleep(waitMs);
    if (socket.destroyed) return;
    const stamp = Math.round(stampSeconds * CLOCK_RATE) >>> 0;
    const parts: Buffer[] = [];
    unit.nals.forEach((nal, index) => {
      for (const { payload, last } of payloadsOf(nal)) {
        parts.push(interleaved(payload, sequence++, stamp, last && index === unit.nals.length - 1));
      }
    });
    const goesOn = socket.write(Buffer.concat(parts));
    if (!goesOn) await roomIn(socket);
  }
}

function roomIn(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.on("drain", done).on("close", done);
  });
}

/** RFC 6184, 5.6 and 5.8. */
function payloadsOf(nal: Uint8Array): { payload: Uint8Array; last: boolean }[] {
  if (nal.length <= LARGEST_PAYLOAD) return [{ payload: nal, last: true }];
  const header = nal[0] ?? 0;
  const payloads: { payload: Uint8Array; last: boolean }[] = [];
  for (let at = 1; at < nal.length; at += LARGEST_PAYLOAD) {
    const part = nal.subarray(at, at + LARGEST_PAYLOAD);
    const last = at + LARGEST_PAYLOAD >= nal.length;
    const flags = (at === 1 ? 0x80 : 0) | (last ? 0x40 : 0) | (header & 31);
    payloads.push({ payload: Buffer.concat([Buffer.from([(header & 0xe0) | 28, flags]), part]), last });
  }
  return payloads;
}

function interleaved(payload: Uint8Array, sequence: number, stamp: number, marker: boolean): Buffer {
  const head = Buffer.alloc(16);
  head[0] = 0x24;
  head.writeUInt16BE(12 + payload.length, 2);
  head[4] = 0x80;
  head[5] = 96 | (marker ? 0x80 : 0);
  head.writeUInt16BE(sequence & 0xffff, 6);
  head.writeUInt32BE(stamp, 8);
  head.writeUInt32BE(1, 12);
  return Buffer.concat([head, payload]);
}
