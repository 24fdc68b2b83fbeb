import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import { networkInterfaces } from "node:os";

/** The internet between a node and its centre, as a test has it: to be cut and healed. */
export interface Link extends AsyncDisposable {
  /** What the node is given for the centre's address. */
  readonly origin: string;
  /** Connections end and new ones are refused. */
  cut(): Promise<void>;
  /** Connections stay and nothing comes through any more, as with a cable that was pulled. */
  freeze(): void;
  heal(): Promise<void>;
}

/** A centre answers for both loopback addresses and listens on one: on the other one, under the same port, there is room for the link. */
export const hasSecondLoopback = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

/** @param port where the centre listens, on 127.0.0.1 */
export async function linkTo(port: number): Promise<Link> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    const both = [near, far] as const;
    for (const [one, other] of [both, [far, near]] as const) {
      sockets.add(one);
      one.on("data", (chunk) => {
        if (!frozen) other.write(chunk);
      });
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      // The other end's going away is what this is for.
      one.on("error", () => other.destroy());
    }
  });
  const listen = async () => {
    server.listen(port, "::1");
    await once(server, "listening");
  };
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  };
  await listen();
  return {
    origin: `http://[::1]:${port}`,
    cut: close,
    freeze() {
      frozen = true;
    },
    async heal() {
      // What was swallowed makes the old connections useless.
      await close();
      frozen = false;
      await listen();
    },
    [Symbol.asyncDispose]: close,
  };
}
