import { packTracks, type TrackPoint } from "@cordon/kernel";
import { WebSocket } from "ws";

/** Reports positions at a server's public door, as whoever rehearses may for every unit. */
export async function positionsTo(url: string) {
  const response = await fetch(`${url}/api/identity/sign-in-rehearsal`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: "{}",
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/live`, { headers: { cookie } });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return {
    send: (points: readonly TrackPoint[]) => socket.send(new Uint8Array(packTracks(points, Date.now()).buffer)),
    [Symbol.dispose]: () => socket.terminate(),
  };
}
