import { DeviceId, isRefusal, maySee } from "@cordon/kernel";
import { z } from "zod";
import { accept, role } from "../../operation.ts";
import { closeSessions } from "../open-session.ts";
import { revokeDevice as decide } from "../rules.ts";
import { command } from "../tables.ts";
import { refuseAs } from "../../refusals.ts";

export const revokeDevice = command({
  name: "identity.revoke-device",
  summary: "Revoke a device: its sessions and live connections end at once, and its key opens nothing any more",
  input: z.object({ device: DeviceId, because: z.string().trim().min(1).max(500) }),
  output: z.object({}),
  allow: role("admin", "supervisor", "operator"),
  async run({ input, by, read }) {
    const device = await read
      .selectFrom("identity_device")
      .select(["id", "kind", "state", "contingent"])
      .where("id", "=", input.device)
      .executeTakeFirst();
    // Of another contingent is as good as none: the answer must not tell that it exists.
    if (device === undefined || !maySee(by, by.roles, device.contingent))
      return refuseAs("no-such-device", "not-found", "There is no such device.", input.device);
    const entries = decide(by, device, input.because);
    if (isRefusal(entries)) return entries;
    await closeSessions(read, device.id, null);
    await read.deleteFrom("identity_enrolment").where("device", "=", device.id).execute();
    return accept(entries, {});
  },
});
