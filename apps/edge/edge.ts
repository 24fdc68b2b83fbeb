import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { centreAsNode, type EdgeAsked, edgeCredentials, type EnrolmentProblem } from "@cordon/ground";
import { Edge, Spool } from "@cordon/watch";

export interface EdgeSettings extends EdgeAsked {
  /** Its key and what it has not sent yet. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

export interface OpenEdge extends AsyncDisposable {
  /** As the centre knows it: cameras are assigned to it by this. */
  readonly device: string;
  /** Items that wait for the centre. */
  readonly waiting: number;
}

/** An edge: analyses the cameras that its centre assigns to it, and keeps what they signal until the centre has it. */
export async function openEdge({ folder, log, ...asked }: EdgeSettings): Promise<OpenEdge | EnrolmentProblem> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const credentials = await edgeCredentials(folder, asked);
  if ("problem" in credentials) return credentials;
  const spool = await Spool.open(join(folder, "spool"));
  const stop = new AbortController();
  const edge = new Edge({
    link: centreAsNode(credentials, stop.signal),
    spool,
    modelFolder: join(folder, "model"),
    log,
  });
  edge.start();
  return {
    device: credentials.device,
    get waiting() {
      return spool.waiting.length;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await edge[Symbol.asyncDispose]();
    },
  };
}
