import { access, type AccessOutside, type GateBoard } from "@cordon/access";
import { command, type SharingBook, type PushSettings, type TrailSettings } from "@cordon/command";
import { exercise } from "@cordon/exercise";
import { watch, type WatchSettings } from "@cordon/watch";
import {
  type Capability,
  exhibits,
  identity,
  type LiveHub,
  mandates,
  nodes,
  type Post,
  type Refused,
  vaultErasure,
} from "@cordon/ground";
import { nodeTraffic } from "./node-traffic.ts";

/** What the rooms need of the house: where units are, and who signs passes. */
export interface Outside extends AccessOutside {
  readonly positions: Pick<LiveHub, "position" | "each" | "moved">;
  readonly refused?: () => Refused;
  readonly sharing?: SharingBook;
  readonly trail?: TrailSettings;
  readonly push?: PushSettings | null;
  readonly keepMessagesDays?: number;
  readonly keepAttachmentsDays?: number;
  /** Null at the centre. */
  readonly post: Post;
  /** Shared with whoever else shows how gates work; without one the room has its own. */
  readonly board?: GateBoard;
  readonly watch?: WatchSettings;
}

/** Every room of the house. Adding one is its folder and a line here. */
export const capabilities = (outside: Outside) =>
  [
    identity,
    mandates,
    vaultErasure,
    exhibits,
    exercise,
    watch(outside.watch),
    command(outside),
    access(outside, outside.board),
    nodes(nodeTraffic, outside.post),
  ] as const satisfies readonly Capability[];

/** The rooms as they are without a house, for whoever asks what there is: nobody is anywhere, nothing is signed. */
export const UNHOUSED: Outside = {
  positions: { position: () => null, each: () => {}, moved: (since) => since },
  issuer: { issues: false, because: "There is no server here." },
  timeZone: "Europe/Paris",
  post: null,
};
