import { DeviceId, isRefusal, UnitId } from "@cordon/kernel";
import { z } from "zod";
import { accept, anyone } from "../../operation.ts";
import { challengeFor } from "../challenge.ts";
import { enrolling, enrolPurpose } from "../enrolment.ts";
import { Challenge, Token } from "../secret.ts";
import { command } from "../tables.ts";
import { DeviceKind, DeviceSite } from "../words.ts";

/** A command, though nothing is decided: the code must not stand in an address, where logs keep it. */
export const beginEnrolment = command({
  name: "identity.begin-enrolment",
  summary: "Answer which device a code enrols, and the challenge that its new key must sign",
  input: z.object({ code: Token }),
  output: z.object({
    device: DeviceId,
    kind: DeviceKind,
    label: z.string(),
    unit: UnitId.nullable(),
    site: DeviceSite.nullable(),
    challenge: Challenge,
  }),
  allow: anyone,
  limit: { calls: 20, perSeconds: 60 },
  async run({ input, read, now }) {
    const device = await enrolling(read, input.code, now);
    if (isRefusal(device)) return device;
    const challenge = await challengeFor(read, enrolPurpose(device.id), now);
    const { id, kind, label, unit, site } = device;
    return accept([], { device: id, kind, label, unit, site, challenge });
  },
});
