import { DeviceId, isRefusal, refuse } from "@cordon/kernel";
import { z } from "zod";
import { SessionGrant } from "../../door.ts";
import { accept, anyone } from "../../operation.ts";
import { spend } from "../challenge.ts";
import { Proof, proves } from "../device-proof.ts";
import { enrolling, enrolPurpose } from "../enrolment.ts";
import { openSession } from "../open-session.ts";
import { DEVICE_SESSION, enrol } from "../rules.ts";
import { Challenge, Token } from "../secret.ts";
import { command } from "../tables.ts";
import { DeviceKey, deviceStatement, SignedIn } from "../words.ts";

export const enrolDevice = command({
  name: "identity.enrol-device",
  summary:
    "Enrol a device by its public key and the proof that it holds the private one; uses the code up and signs the device in",
  input: z.object({ code: Token, key: DeviceKey, challenge: Challenge, proof: Proof }),
  output: z.object({ device: DeviceId, session: SessionGrant.optional() }),
  allow: anyone,
  session: "opens",
  limit: { calls: 20, perSeconds: 60 },
  async run({ input, read, now, door }) {
    if (door.origin === null)
      return refuse("not-possible-now", "A device is enrolled through the server's own address.");
    const device = await enrolling(read, input.code, now);
    if (isRefusal(device)) return device;
    const entries = enrol(device, input.key);
    if (isRefusal(entries)) return entries;
    const statement = deviceStatement("enrol", { origin: door.origin, device: device.id, challenge: input.challenge });
    if (!proves(input.key, statement, input.proof))
      return refuse("not-permitted", "The device did not prove that it holds its key.", "proof");
    const spent = await spend(read, enrolPurpose(device.id), input.challenge, now);
    if (spent !== null) return spent;

    await read.deleteFrom("identity_enrolment").where("device", "=", device.id).execute();
    const holder = { kind: "device", id: device.id } as const;
    const { id: session, grant } = await openSession(read, holder, { ...DEVICE_SESSION, rehearsal: false }, now);
    return accept([...entries, SignedIn.of({ actor: holder, session, with: "device-key" })], {
      device: device.id,
      session: grant,
    });
  },
});
