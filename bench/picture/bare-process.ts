import { WebSocketServer } from "ws";

/*
 * The reference: a bare WebSocket server in a process of its own. What comes in at /feed is not looked at; five times a second it sends each
 * of the others as many bytes as a twentieth of what came takes at 12 bytes a position, behind the stamp of one of the frames that came.
 */
const TICK_MS = 200;
const [port = "0", share = "0.05"] = process.argv.slice(2);
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(port), perMessageDeflate: false });
let bytes = 0;
let stamps: number[] = [];

server.on("connection", (connection, request) => {
  if (request.url !== "/feed") return;
  connection.on("message", (data: Buffer) => {
    bytes += ((data.length - 16) / 20) * 12;
    stamps.push(data.readDoubleLE(8));
  });
});
setInterval(() => {
  const length = Math.max(8, Math.round(bytes * Number(share)));
  let turn = 0;
  for (const client of server.clients) {
    const stamp = stamps[turn++ % stamps.length];
    if (stamp === undefined) break;
    const message = Buffer.allocUnsafe(length);
    message.writeDoubleLE(stamp, 0);
    client.send(message);
  }
  bytes = 0;
  stamps = [];
}, TICK_MS);
process.once("SIGTERM", () => process.exit(0));
server.once("listening", () => process.send?.("open"));
