import { DeviceId, refuse } from "@cordon/kernel";
import { z } from "zod";
import { SessionGrant } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { spend } from "../challenge.ts";
import { Proof, proves } from "../device-proof.ts";
import { deviceSignInPurpose } from "../enrolment.ts";
import { openSession } from "../open-session.ts";
import { DEVICE_SESSION } from "../rules.ts";
import { Challenge } from "../secret.ts";
import { command } from "../tables.ts";
import { deviceStatement, SignedIn } from "../words.ts";

export const signInDevice = command({
  name: "identity.sign-in-device",
  summary: "Sign an enrolled device in by its signature over the server's challenge",
  input: z.object({ device: DeviceId, challenge: Challenge, proof: Proof }),
  output: z.object({ device: DeviceId, session: SessionGrant.optional() }),
  allow: anyone,
  session: "opens",
  limit: { calls: 120, perSeconds: 60 },
  async run({ input, read, now, door }) {
    const device = await read
      .selectFrom("identity_device")
      .select(["id", "key"])
      .where("id", "=", input.device)
      .where("state", "=", "enrolled")
      .executeTakeFirst();
    const unknown = refuse("not-permitted", "This device is not enrolled here, or was revoked: enrol it again.");
    if (device === undefined || device.key === null || door.origin === null) return unknown;
    const statement = deviceStatement("sign-in", {
      origin: door.origin,
      device: device.id,
      challenge: input.challenge,
    });
    if (!proves(device.key, statement, input.proof)) return unknown;
    const spent = await spend(read, deviceSignInPurpose(device.id), input.challenge, now);
    if (spent !== null) return spent;

    const holder = { kind: "device", id: device.id } as const;
    const { id: session, grant } = await openSession(read, holder, { ...DEVICE_SESSION, rehearsal: false }, now);
    return accept([SignedIn.of({ actor: holder, session, with: "device-key" })], { device: device.id, session: grant });
  },
});
