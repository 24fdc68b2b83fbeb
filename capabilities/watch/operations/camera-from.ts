import type { Vault } from "@cordon/ground";
import { isRefusal, type Refusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { WatchTables } from "../tables.ts";
import { keepAddress } from "../tables/addresses.ts";
import { shownAddress, transportOf } from "../video/source/address.ts";
import type { Camera, CameraInput } from "../words.ts";
import { refuseWatch } from "../words/refusals.ts";

/** A camera as it is to be from now on, its addresses put into the vault; `moved` when they are others than before. */
export async function cameraFrom(
  { address, subAddress, edge, ...said }: CameraInput,
  kept: Pick<Camera, "id" | "source"> & Partial<Pick<Camera, "shownSubAddress" | "edge">>,
  at: { readonly read: Kysely<WatchTables>; readonly vault: Vault },
): Promise<{ readonly camera: Camera; readonly moved: boolean } | Refusal> {
  for (const [name, value] of Object.entries({ address, subAddress: subAddress ?? null })) {
    if (value !== null && transportOf(value) === undefined)
      return refuseWatch(
        "camera-address-unknown",
        "invalid",
        "a camera is a file, an rtsp:// or an http:// address, or usb:/dev/video0",
        name,
      );
  }
  const moved = await keepAddress(at, kept.source, "address", address);
  if (isRefusal(moved)) return moved;
  const subMoved =
    subAddress === undefined ? { moved: false } : await keepAddress(at, kept.source, "sub-address", subAddress ?? "");
  if (isRefusal(subMoved)) return subMoved;
  const shownSub = subAddress === undefined ? (kept.shownSubAddress ?? null) : subAddress && shownAddress(subAddress);
  return {
    camera: {
      ...said,
      id: kept.id,
      source: kept.source,
      shownAddress: shownAddress(address).slice(0, 300),
      shownSubAddress: shownSub === null ? null : shownSub.slice(0, 300),
      edge: edge === undefined ? (kept.edge ?? null) : edge,
    },
    moved: moved.moved || subMoved.moved,
  };
}
