import { DeviceId, Instant, isRefusal, refuse } from "@cordon/kernel";
import { z } from "zod";
import { DeviceSite } from "../../identity/words.ts";
import { accept, role } from "../../operation.ts";
import { speaking } from "../speaking.ts";
import { command } from "../tables.ts";
import { NodeConnected, NodeOrigin } from "../words.ts";

export const connect = command({
  name: "nodes.connect",
  summary: "Say which site a node speaks for and where its gates find it; answers what has been taken of its journal",
  input: z.object({ site: DeviceSite, origin: NodeOrigin }),
  output: z.object({ node: DeviceId, taken: z.int().nonnegative(), now: Instant }),
  allow: role("node-device"),
  async run({ input, by, read, now }) {
    const node = await speaking(read, by);
    if (isRefusal(node)) return node;
    if (node.site !== input.site)
      return refuse(
        "not-permitted",
        `This node was enrolled for the site ${node.site}, not for ${input.site}.`,
        "site",
      );
    const other = await read
      .selectFrom("node")
      .innerJoin("identity_device as device", "device.id", "node.device")
      .select(["device.id", "device.label"])
      .where("node.site", "=", node.site)
      .where("node.device", "!=", node.device)
      .where("device.state", "=", "enrolled")
      .executeTakeFirst();
    // Two would each admit a pass once.
    if (other !== undefined) {
      return refuse(
        "conflict",
        `The site ${node.site} has a node already, "${other.label}": revoke that one before another takes its place.`,
        other.id,
      );
    }
    const known = await read
      .selectFrom("node")
      .select(["site", "origin", "taken"])
      .where("device", "=", node.device)
      .executeTakeFirst();
    const same = known !== undefined && known.site === node.site && known.origin === input.origin;
    return accept(same ? [] : [NodeConnected.of({ node: node.device, site: node.site, origin: input.origin })], {
      node: node.device,
      taken: known?.taken ?? 0,
      now,
    });
  },
});
