import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  /** What a browser makes of it: the text that its service worker is given, and that as JSON. */
  readonly text: string;
  readonly news: unknown;
}

/** A push service on this machine and the keys of a browser: takes messages over real sockets, and opens them as the browser does (RFC 8291). */
export async function pushService(stack: AsyncDisposableStack) {
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const auth = randomBytes(16);
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const status = answers.shift() ?? 201;
      if (status === 201) {
        const text = open(Buffer.concat(chunks));
        received.push({ headers: request.headers, path: request.url ?? "", text, news: JSON.parse(text) });
      }
      response.writeHead(status).end();
    });
  });
  function open(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body.readUInt8(20));
    const sealed = body.subarray(21 + sender.length);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), sender]);
    const key = Buffer.from(hkdfSync("sha256", browser.computeSecret(sender), auth, info, 32));
    const content = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: aes128gcm\0", 16));
    const nonce = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: nonce\0", 12));
    const decipher = createDecipheriv("aes-128-gcm", content, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString();
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stack.defer(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  stack.defer(() => server.closeAllConnections());
  const address = server.address();
  const origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  return {
    origin,
    received,
    /** What it answers next, one after the other; then 201. */
    answers,
    subscription: (path: string) => ({
      endpoint: `${origin}${path}`,
      keys: { p256dh: browser.getPublicKey().toString("base64url"), auth: auth.toString("base64url") },
    }),
  };
}
