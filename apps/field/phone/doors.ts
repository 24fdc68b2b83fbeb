import { type Device, fetchAsDevice } from "@cordon/ground/identity/device-side.ts";
import { patient, type Problem } from "@cordon/ui";
import { signIn } from "./device.ts";
import type { Keeping } from "./kept.ts";

const ANSWER_WITHIN_MS = 20_000;

export interface DoorParts {
  /** Null while the phone belongs to nobody. */
  readonly who: () => { readonly keeping: Keeping; readonly device: Device } | null;
  /** The server does not know this phone any more. */
  readonly onRefused: (problem: Problem) => void;
}

export function fetchAs({ who, onRefused }: DoorParts): typeof fetch {
  return fetchAsDevice({
    fetch: patient(ANSWER_WITHIN_MS),
    signIn: () => {
      const me = who();
      return me === null ? null : signIn(me.keeping, me.device);
    },
    onRefused,
  });
}
