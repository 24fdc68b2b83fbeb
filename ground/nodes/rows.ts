import type { DeviceId, Instant } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { IdentityTables } from "../identity/tables.ts";

export interface NodeRow {
  readonly device: DeviceId;
  readonly site: string;
  readonly origin: string;
  readonly connected_at: Instant;
  /** The number of its journal the centre wants next. */
  readonly taken: number;
  readonly set_aside: number;
}

export interface NodeRowTables {
  node: NodeRow;
}

/**
 * Where gates of a site find their node; null while none has connected. Of several that did, the one that did last. Never one that was
 * revoked: it may have been stolen, and the links that lead there hand over codes that enrol gates.
 */
export async function originOfSite(
  read: Kysely<NodeRowTables & Pick<IdentityTables, "identity_device">>,
  site: string,
): Promise<string | null> {
  const row = await read
    .selectFrom("node")
    .innerJoin("identity_device as device", "device.id", "node.device")
    .select("node.origin")
    .where("node.site", "=", site)
    .where("device.state", "=", "enrolled")
    .orderBy("node.connected_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.origin ?? null;
}
