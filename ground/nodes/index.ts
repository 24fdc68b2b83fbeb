import { capability } from "../capability.ts";
import { type Mirror, mirror } from "./mirror/mirror.ts";
import { connect } from "./operations/connect.ts";
import { follow } from "./operations/follow.ts";
import { here, type Here } from "./operations/here.ts";
import { list } from "./operations/list.ts";
import { report } from "./operations/report.ts";
import { migrations, projections, tables } from "./tables.ts";
import type { NodeTraffic } from "./traffic.ts";
import { NodeConnected, NodeEntrySetAside, NodeReported } from "./words.ts";

export { deviceTraffic } from "./devices.ts";
export { centreAsNode } from "./mirror/centre.ts";
export type { NodeCredentials } from "./mirror/credentials.ts";
export { type EdgeAsked, edgeCredentials } from "./mirror/enrol-edge.ts";
export { type EnrolmentProblem, type NodeAsked, nodeCredentials } from "./mirror/enrol.ts";
export { type Mirror, mirror };
export type { LinkStanding, LinkState } from "./mirror/standing.ts";
export * from "./traffic.ts";
export { NodeOrigin, type NodeView } from "./words.ts";

/** Where a house stands: at the centre, or as the node of a site, with its mirror. */
export type Post = (Omit<Here, "standing"> & { readonly mirror: Mirror }) | null;

/**
 * Local nodes: the same server in a small role, on the gates' own network. A node mirrors its centre's journal and reports its own.
 * @param traffic which entries go down and up
 * @param post null at the centre
 */
export const nodes = (traffic: NodeTraffic, post: Post) =>
  capability({
    name: "nodes",
    entries: [NodeConnected, NodeReported, NodeEntrySetAside],
    operations: [
      connect,
      follow(traffic),
      report(traffic.up),
      list,
      here(
        post === null ? null : { ...post, standing: post.mirror.standing },
        traffic.up.map(({ kind }) => kind),
      ),
    ],
    migrations,
    tables,
    projections,
    workers: post === null ? [] : [post.mirror],
  });
