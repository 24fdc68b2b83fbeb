import { NOTHING_REFUSED, type Refused, wing } from "@cordon/ground";
import { drawFence } from "./operations/draw-fence.ts";
import { drawOverlay } from "./operations/draw-overlay.ts";
import { exportOverlays } from "./operations/export-overlays.ts";
import { importOverlays } from "./operations/import-overlays.ts";
import { listFences } from "./operations/list-fences.ts";
import { listOverlays } from "./operations/list-overlays.ts";
import { listPauses } from "./operations/list-pauses.ts";
import { listRefusedPositions } from "./operations/list-refused-positions.ts";
import { mySharing } from "./operations/my-sharing.ts";
import { pauseSharing } from "./operations/pause-sharing.ts";
import { removeFence } from "./operations/remove-fence.ts";
import { resumeSharing } from "./operations/resume-sharing.ts";
import { showTrail } from "./operations/show-trail.ts";
import { withdrawOverlay } from "./operations/withdraw-overlay.ts";
import { SharingBook } from "./sharing-book.ts";
import { affiliationMigration, crossingMigration, pictureMigration, pictureProjections, tables } from "./tables.ts";
import { trailMigration, trailTables } from "./trail/tables.ts";
import {
  FenceCrossed,
  FenceDrawn,
  FenceRemoved,
  OverlayDrawn,
  OverlayWithdrawn,
  SharingPaused,
  SharingResumed,
} from "./words.ts";
import { boundPositions } from "./workers/bound-positions.ts";
import { followTracks } from "./workers/follow-tracks.ts";
import { keepTrail, type TrailSettings } from "./workers/keep-trail.ts";
import { watchFences } from "./workers/watch-fences.ts";

/** The shared picture: who shares where they are and for how long that is kept, fences, and what is drawn for others to see. */
export const picture = (outside: {
  readonly sharing?: SharingBook;
  readonly trail?: TrailSettings;
  /** What the live plane did not take; nothing when left out. */
  readonly refused?: () => Refused;
}) =>
  wing({
    entries: [SharingPaused, SharingResumed, FenceDrawn, FenceRemoved, FenceCrossed, OverlayDrawn, OverlayWithdrawn],
    operations: [
      pauseSharing,
      resumeSharing,
      mySharing,
      listPauses,
      listRefusedPositions(outside.refused ?? (() => NOTHING_REFUSED)),
      showTrail,
      drawFence,
      removeFence,
      listFences,
      drawOverlay,
      withdrawOverlay,
      listOverlays,
      importOverlays,
      exportOverlays,
    ],
    migrations: [pictureMigration, trailMigration, crossingMigration, affiliationMigration],
    tables: [...tables, ...trailTables],
    projections: pictureProjections,
    workers: [
      followTracks(outside.sharing ?? new SharingBook()),
      boundPositions,
      keepTrail(outside.trail),
      watchFences,
    ],
  });
