import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { isStoreProblem, openStore } from "@cordon/ground";
import { z } from "zod";

/*
 * The reference: Node's own HTTP server over a PostgreSQL started the same way, and one insert a request, each its own durable transaction.
 * Neither sessions, permissions, the law, rulings nor a journal: what the machine gives to whoever does nothing.
 */
const [folder = "", port = "0"] = process.argv.slice(2);
const opened = await openStore({ kind: "embedded", folder: join(folder, "reference") });
if (isStoreProblem(opened)) throw new Error(opened.message);
const store = opened;
const writers = await Promise.all(Array.from({ length: 8 }, () => store.connect({ name: "reference writer" })));
await writers[0]?.query("create table if not exists bench_scan (id text primary key, body jsonb not null)");
const Body = z.object({ scans: z.array(z.looseObject({ id: z.string() })).length(1) });
let turn = 0;

async function answer(request: IncomingMessage): Promise<string> {
  if (request.method !== "POST") return "<!doctype html><html lang=en></html>";
  const [scan] = Body.parse(JSON.parse(await text(request))).scans;
  await writers[turn++ % writers.length]?.query({
    name: "insert",
    text: "insert into bench_scan (id, body) values ($1, $2)",
    values: [scan?.id, JSON.stringify(scan)],
  });
  return JSON.stringify({ ruled: [{ scan: scan?.id, verdict: { is: "admit" } }] });
}

const http = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { "content-length": Buffer.byteLength(body) }).end(body),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500, { "content-length": 0 }).end();
    },
  );
});
http.keepAliveTimeout = 120_000;
http.listen(Number(port), "127.0.0.1");

async function stop(): Promise<void> {
  http.closeAllConnections();
  http.close();
  for (const each of writers) await each.end();
  await store[Symbol.asyncDispose]();
  process.exit(0);
}
process.once("SIGTERM", () => void stop());
