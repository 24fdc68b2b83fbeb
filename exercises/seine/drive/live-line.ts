/** The live socket, held open: hears entries, sends positions, and comes back when it breaks. */
import { type Envelope, LiveMessage, packTracks, type TrackPoint } from "@cordon/kernel";
import { WebSocket } from "ws";
import { rest } from "./doors.ts";

export type LiveLine = {
  /** Sends the latest positions; nothing while the line is down, as a newer position follows anyway. */
  report(points: readonly TrackPoint[]): void;
  /** Ends when the signal aborts. */
  readonly over: Promise<void>;
};

/** @param hear every entry this session may see, once, in order */
export function liveLine(url: string, token: string, signal: AbortSignal, hear: (entry: Envelope) => void): LiveLine {
  let open: WebSocket | null = null;
  const keep = async (): Promise<void> => {
    let next: number | null = null;
    let failures = 0;
    while (!signal.aborted) {
      const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/live`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await new Promise<void>((resolve) => {
        const stop = (): void => socket.terminate();
        signal.addEventListener("abort", stop);
        socket.on("open", () => {
          failures = 0;
          open = socket;
          socket.send(JSON.stringify({ type: "subscribe", from: next, area: null, contract: null }));
        });
        socket.on("message", (data, isBinary) => {
          if (isBinary || !(data instanceof Buffer)) return;
          const message = LiveMessage.safeParse(JSON.parse(data.toString("utf8"))).data;
          if (message?.type === "hello") next ??= message.head;
          if (message?.type === "dropped") next = message.resumeFrom;
          if (message?.type !== "entries") return;
          for (const entry of message.entries) {
            next = entry.seq + 1;
            hear(entry);
          }
        });
        // "close" follows every error; an error without a listener would end the thread.
        socket.on("error", () => {});
        socket.on("close", () => {
          open = null;
          signal.removeEventListener("abort", stop);
          resolve();
        });
      });
      await rest(Math.min(10_000, 250 * 2 ** failures++), signal);
    }
  };
  return {
    report(points) {
      // A server that is too slow to read gets the next positions instead of a queue of old ones.
      if (open?.readyState !== WebSocket.OPEN || open.bufferedAmount > 100_000) return;
      const frame = packTracks(points, Date.now());
      open.send(new Uint8Array(frame.buffer));
    },
    over: keep(),
  };
}
