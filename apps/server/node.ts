import {
  type Capability,
  centreAsNode,
  type EnrolmentProblem,
  isLoopback,
  mirror,
  type NodeAsked,
  nodeCredentials,
  type Post,
} from "@cordon/ground";
import { nodeTraffic } from "./node-traffic.ts";

/**
 * What a local node answers: its gates, and what people at the site ask of them. All else is decided at the centre - an order that was given
 * to a node would be unknown there.
 */
const AT_A_NODE: ReadonlySet<string> = new Set([
  "identity.whoami",
  "identity.begin-enrolment",
  "identity.enrol-device",
  "identity.begin-device-sign-in",
  "identity.sign-in-device",
  "identity.sign-in-rehearsal",
  "identity.sign-out",
  "exercise.show",
  "mandates.list",
  "mandates.show",
  "command.list-places",
  "command.list-signals",
  "access.pass-keys",
  "access.rules",
  "access.revocations",
  "access.record-scans",
  "access.gate-feed",
  "access.report-queue",
  "access.look-up-pass",
  "access.gates-now",
  "access.zones-now",
  "access.list-doubles",
  "access.list-scans",
  "nodes.here",
]);

/** Rooms whose work a small machine beside a gate does not do. */
const NOT_AT_A_NODE: ReadonlySet<string> = new Set(["watch"]);

/** Doubles of two sites are told of where both are known; those of one site its node tells with the scan. Nobody reports where they are to a node, and which orders wait is known where orders are given. (How full zones are, access leaves to the centre itself.) */
const WORKERS_NOT_AT_A_NODE: ReadonlySet<string> = new Set([
  "access.tell-doubles",
  "command.forget-messages",
  "command.forget-callers",
  "command.keep-trail",
  "command.bound-positions",
  "command.watch-fences",
  "command.escalate-tasks",
  "command.erase-attachments",
]);

/** The same rooms in the small role: every kind of entry and every table, few of the operations. */
export function atNode(rooms: readonly Capability[]): readonly Capability[] {
  return rooms
    .filter(({ name }) => !NOT_AT_A_NODE.has(name))
    .map((room) => ({
      ...room,
      operations: room.operations.filter(({ name }) => AT_A_NODE.has(name)),
      workers: room.workers.filter(({ name }) => !WORKERS_NOT_AT_A_NODE.has(name)),
    }));
}

/** Names of the lists above that no room has: what was called otherwise meanwhile must not be left out, or kept, in silence. */
export function strangersAtNode(rooms: readonly Capability[]): readonly string[] {
  const names = new Set(
    rooms.flatMap(({ name, operations, workers }) => [name, ...[...operations, ...workers].map((each) => each.name)]),
  );
  return [...AT_A_NODE, ...NOT_AT_A_NODE, ...WORKERS_NOT_AT_A_NODE].filter((name) => !names.has(name));
}

export type PostProblem = EnrolmentProblem | { readonly problem: "no-origin"; readonly message: string };

/**
 * Takes up the post of a site's node: enrols the first time, and from then on needs nobody to start.
 * @param folder of the keys
 * @param reached where gates find it, asked once it listens
 */
export async function postOf(
  folder: string,
  asked: NodeAsked,
  address: { readonly host: string; readonly publicOrigin: string | null; readonly reached: () => string },
): Promise<NonNullable<Post> | PostProblem> {
  if (!isLoopback(address.host) && address.publicOrigin === null)
    return {
      problem: "no-origin",
      message:
        "A node that others reach says what they type: set CORDON_ORIGIN, such as https://node.trocadero.example.",
    };
  const credentials = await nodeCredentials(folder, asked);
  if ("problem" in credentials) return credentials;
  const { device, site, centre } = credentials;
  return {
    node: device,
    site,
    centre,
    mirror: mirror({
      traffic: nodeTraffic,
      site,
      origin: address.reached,
      centre: (signal) => centreAsNode(credentials, signal),
    }),
  };
}
