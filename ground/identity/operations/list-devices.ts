import { ContingentId, DeviceId, Instant, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { role } from "../../operation.ts";
import { ofContingent } from "../need-to-know.ts";
import { type IdentityTables, query } from "../tables.ts";
import { DeviceKind, DeviceSite, DeviceState } from "../words.ts";

export const listDevices = query({
  name: "identity.list-devices",
  summary: "List the devices, with where they work and when their sessions were last used",
  input: z.object({}),
  output: z.object({
    devices: z.array(
      z.object({
        id: DeviceId,
        kind: DeviceKind,
        unit: UnitId.nullable(),
        contingent: ContingentId.nullable(),
        label: z.string(),
        /** Of a node and of the gates that share it. */
        site: DeviceSite.nullable(),
        state: DeviceState,
        /** Until when an offer that nobody has taken may be taken. */
        offerUntil: Instant,
        enrolledAt: Instant.nullable(),
        revokedAt: Instant.nullable(),
        /** Null without an open session; to the minute. */
        usedAt: Instant.nullable(),
      }),
    ),
  }),
  allow: role("admin", "supervisor", "operator", "commander", "auditor", "data-protection"),
  async run({ by, read }) {
    const devices = await read
      .selectFrom("identity_device as device")
      .leftJoin("identity_session as session", "session.actor", "device.id")
      .select([
        "device.id",
        "device.kind",
        "device.unit",
        "device.contingent",
        "device.label",
        "device.site",
        "device.state",
      ])
      .select([
        "device.offer_until as offerUntil",
        "device.enrolled_at as enrolledAt",
        "device.revoked_at as revokedAt",
      ])
      .select((eb) => eb.fn.max("session.used_at").as("usedAt"))
      .where(
        ofContingent<IdentityTables & { device: IdentityTables["identity_device"] }, "device">(by, "device.contingent"),
      )
      .groupBy("device.id")
      .orderBy("device.id")
      .limit(10_000)
      .execute();
    return { devices };
  },
});
