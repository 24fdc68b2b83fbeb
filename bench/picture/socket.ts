import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/*
 * A WebSocket's receiving end that counts bytes and hands on payloads where they lie: five hundred of them share two cores with the server
 * they measure, and a library's streams, copies and events would be a good part of what is measured.
 */

/** What has come in over all sockets that share it: frames' headers and control frames included. */
export interface Received {
  bytes: number;
}

const PING = 0x9;
const BINARY = 0x2;
/** An answer to a ping, masked by zeros. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/**
 * @param take a binary message; its bytes are those of the socket's buffer and are gone after the call
 * @returns the socket, and a way to say a text
 */
export async function receiver(
  { port, path, cookie }: { readonly port: number; readonly path: string; readonly cookie: string },
  received: Received,
  take: (message: DataView) => void,
): Promise<{ readonly socket: Socket; say(text: string): void }> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.setNoDelay(true);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${cookie === "" ? "" : `Cookie: ${cookie}\r\n`}\r\n`,
  );
  let rest: Buffer<ArrayBufferLike> = await upgraded(socket);
  const read = (data: Buffer) => {
    received.bytes += data.length;
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    rest = rest.subarray(frames(rest, socket, take));
  };
  received.bytes += rest.length;
  rest = rest.subarray(frames(rest, socket, take));
  socket.on("data", read);
  socket.resume();
  return { socket, say: (text) => socket.write(masked(text)) };
}

/** Reads the frames that are there. @returns how many bytes they took */
function frames(buffer: Buffer, socket: Socket, take: (message: DataView) => void): number {
  let at = 0;
  while (buffer.length - at >= 2) {
    const opcode = (buffer[at] ?? 0) & 0xf;
    let length = (buffer[at + 1] ?? 0) & 0x7f;
    let head = 2;
    if (length === 126) {
      if (buffer.length - at < 4) break;
      length = buffer.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      if (buffer.length - at < 10) break;
      length = Number(buffer.readBigUInt64BE(at + 2));
      head = 10;
    }
    if (buffer.length - at < head + length) break;
    if (opcode === BINARY) take(new DataView(buffer.buffer, buffer.byteOffset + at + head, length));
    if (opcode === PING) socket.write(PONG);
    at += head + length;
  }
  return at;
}

/** Waits for the answer to the upgrade. @returns what came after it */
async function upgraded(socket: Socket): Promise<Buffer> {
  let answer = Buffer.alloc(0);
  for (;;) {
    const [data]: Buffer[] = await once(socket, "data");
    socket.pause();
    answer = Buffer.concat([answer, data ?? Buffer.alloc(0)]);
    const end = answer.indexOf("\r\n\r\n");
    if (end === -1) {
      socket.resume();
      continue;
    }
    const status = answer.subarray(0, 12).toString("latin1");
    if (status !== "HTTP/1.1 101") throw new Error(`the socket was not opened: ${status}`);
    return answer.subarray(end + 4);
  }
}

/** A text of at most 64 KB as a client sends it, masked by zeros. */
function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([head, body]);
}
