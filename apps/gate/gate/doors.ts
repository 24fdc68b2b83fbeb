import type { AccessApi } from "@cordon/access";
import { type Device, fetchAsDevice } from "@cordon/ground/identity/device-side.ts";
import { type Client, createClient, patient, type Problem } from "@cordon/ui";
import { signIn } from "./device.ts";
import type { Keeping } from "./kept.ts";

export interface DoorParts {
  /** Null while this browser is no device. */
  readonly who: () => { readonly keeping: Keeping; readonly device: Device } | null;
  /** The server does not know this device any more. */
  readonly onRefused: (problem: Problem) => void;
}

/** The server's access operations, asked as this device. */
export function accessDoors({ who, onRefused }: DoorParts, withinMs: number): Client<AccessApi> {
  const fetch = patient(withinMs);
  const signingIn = () => {
    const me = who();
    return me === null ? null : signIn(me.keeping, me.device, fetch);
  };
  // No contract is named: a page that is a version behind must go on scanning. Inputs and answers are checked by their schemas.
  return createClient<AccessApi>({ fetch: fetchAsDevice({ fetch, signIn: signingIn, onRefused }) });
}
