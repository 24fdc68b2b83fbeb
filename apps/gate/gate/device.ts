import type { identity } from "@cordon/ground";
import * as side from "@cordon/ground/identity/device-side.ts";
import { type ApiOf, createClient, patient, type Problem } from "@cordon/ui";
import type { Keeping } from "./kept.ts";

type IdentityApi = ApiOf<(typeof identity)["operations"]>;
type Done = side.Done<Problem>;

/** Enrolling is done once, by somebody who stands there and waits. */
const ENROL_WITHIN_MS = 20_000;

const doors = createClient<IdentityApi>({ fetch: patient(ENROL_WITHIN_MS) });

export const lookAtCode = (code: string) => side.lookAtCode(doors, code);
export const whoIsSignedIn = (withinMs: number) => side.whoIsSignedIn(doors, AbortSignal.timeout(withinMs));

/**
 * Makes this browser the device the code stands for. What another device kept here is forgotten, but not the scans it still had to hand
 * over: they were made under a mandate and somebody went through.
 */
export function enrol(keeping: Keeping, offer: side.Offer): Promise<Done> {
  let before: side.Device | null = null;
  return side.enrol(doors, offer, {
    trying: async (device) => {
      before = await keeping.get("device");
      await keeping.put("device", device);
    },
    refused: async ({ reason }) => {
      if (reason === "offline") return;
      // A code that was used up already makes nobody a new device, and must not unmake the one that is.
      if (before === null) await keeping.drop("device");
      else await keeping.put("device", before);
    },
    enrolled: (device) => keeping.begin(device),
  });
}

export function signIn(keeping: Keeping, device: side.Device, fetch: typeof globalThis.fetch): Promise<Done> {
  return side.signIn(createClient<IdentityApi>({ fetch }), device, (heard) => keeping.put("device", heard));
}
