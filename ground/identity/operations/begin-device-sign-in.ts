import { DeviceId } from "@cordon/kernel";
import { z } from "zod";
import { anyone } from "../../operation.ts";
import { challengeFor } from "../challenge.ts";
import { deviceSignInPurpose } from "../enrolment.ts";
import { Challenge } from "../secret.ts";
import { query } from "../tables.ts";

/** Answers the same for a device that does not exist: asking tells nobody which do. */
export const beginDeviceSignIn = query({
  name: "identity.begin-device-sign-in",
  summary: "Answer the challenge that an enrolled device signs to sign in",
  input: z.object({ device: DeviceId }),
  output: z.object({ challenge: Challenge }),
  allow: anyone,
  limit: { calls: 120, perSeconds: 60 },
  run: async ({ input, read, now }) => ({
    challenge: await challengeFor(read, deviceSignInPurpose(input.device), now),
  }),
});
