import type { identity } from "@cordon/ground";
import * as side from "@cordon/ground/identity/device-side.ts";
import { type ApiOf, createClient, type Problem } from "@cordon/ui";
import type { Keeping } from "./kept.ts";

type IdentityApi = ApiOf<(typeof identity)["operations"]>;
type Done = side.Done<Problem>;

const doors = createClient<IdentityApi>();

export const lookAtCode = (code: string) => side.lookAtCode(doors, code);
export const whoIsSignedIn = (signal: AbortSignal) => side.whoIsSignedIn(doors, signal);

/** Makes this phone the device the code stands for. It is another unit's from then on, whatever comes back: what it kept goes first. */
export function enrol(keeping: Keeping, offer: side.Offer): Promise<Done> {
  return side.enrol(doors, offer, {
    trying: async (device) => {
      await keeping.forget();
      await keeping.put("device", device);
    },
    refused: async () => undefined,
    enrolled: (device) => keeping.put("device", device),
  });
}

export function signIn(keeping: Keeping, device: side.Device): Promise<Done> {
  return side.signIn(doors, device, (heard) => keeping.put("device", heard));
}
