import { type ApiOf, capability } from "@cordon/ground";
import type { Issuer, NoIssuer } from "./issuer/issuer.ts";
import { draftRules } from "./operations/draft-rules.ts";
import { drawGate } from "./operations/draw-gate.ts";
import { drawZone } from "./operations/draw-zone.ts";
import { dropGate } from "./operations/drop-gate.ts";
import { dropZone } from "./operations/drop-zone.ts";
import { gateFeed } from "./operations/gate-feed.ts";
import { gatesNow } from "./operations/gates-now.ts";
import { issuePasses } from "./operations/issue-passes.ts";
import { listDoubles } from "./operations/list-doubles.ts";
import { listPasses } from "./operations/list-passes.ts";
import { listScans } from "./operations/list-scans.ts";
import { lookUpPass } from "./operations/look-up-pass.ts";
import { reinstatePasses } from "./operations/reinstate-passes.ts";
import { revocations } from "./operations/revocations.ts";
import { revokePasses } from "./operations/revoke-passes.ts";
import { showPass } from "./operations/show-pass.ts";
import { exportPerimeters } from "./operations/export-perimeters.ts";
import { importPerimeters } from "./operations/import-perimeters.ts";
import { publishRules } from "./operations/publish-rules.ts";
import { rules } from "./operations/rules.ts";
import { showPerimeters } from "./operations/show-perimeters.ts";
import { tryRules } from "./operations/try-rules.ts";
import { passKeys } from "./operations/pass-keys.ts";
import { retirePassKey } from "./operations/retire-pass-key.ts";
import { recordScans } from "./operations/record-scans.ts";
import { rotatePassKey } from "./operations/rotate-pass-key.ts";
import { postDevice } from "./operations/post-device.ts";
import { reportQueue } from "./operations/report-queue.ts";
import { setOccupancy } from "./operations/set-occupancy.ts";
import { zonesNow } from "./operations/zones-now.ts";
import { migrations, projections, tables } from "./tables.ts";
import { RevocationNews } from "./tables/revocation.ts";
import {
  DevicePosted,
  GateDefined,
  GateDropped,
  KeysPublished,
  OccupancySet,
  PassesIssued,
  PassesReinstated,
  PassesRevoked,
  PassLookedUp,
  QueueReported,
  RulesDrafted,
  RulesPublished,
  Scanned,
  ScansForgotten,
  ZoneDefined,
  ZoneDropped,
} from "./words.ts";
import { GateBoard } from "./workers/board.ts";
import { followGates } from "./workers/follow-gates.ts";
import { forgetScans } from "./workers/forget-scans.ts";
import { publishKeys } from "./workers/publish-keys.ts";
import { tellDoubles } from "./workers/tell-doubles.ts";
import { watchCapacity } from "./workers/watch-capacity.ts";

export { cannotIssue, type Issuer, type IssuerProblem, type NoIssuer } from "./issuer/issuer.ts";
export { issuerIn } from "./issuer/issuer-in.ts";
export { firstKeys } from "./issuer/key-sets.ts";
export { scanTraffic } from "./scan-traffic.ts";
export { publicKeys, WELL_KNOWN_KEYS } from "./issuer/well-known.ts";
export { whichGate } from "./page/which-gate.ts";
export * from "./words.ts";
export { GateBoard } from "./workers/board.ts";

/** What the room needs of the house it stands in. */
export interface AccessOutside {
  readonly issuer: Issuer | NoIssuer;
  /** Local time of the operation (IANA): what calendars and hours mean. */
  readonly timeZone: string;
}

/** Passes and gates: perimeters and their rules, signed passes, scans and their verdicts. */
export const access = (outside: AccessOutside, board = new GateBoard(), news = new RevocationNews()) =>
  capability({
    name: "access",
    entries: [
      ZoneDefined,
      ZoneDropped,
      GateDefined,
      GateDropped,
      RulesDrafted,
      RulesPublished,
      KeysPublished,
      PassesIssued,
      PassesRevoked,
      PassesReinstated,
      PassLookedUp,
      Scanned,
      QueueReported,
      OccupancySet,
      ScansForgotten,
      DevicePosted,
    ],
    operations: [
      drawZone,
      dropZone,
      drawGate,
      dropGate,
      draftRules,
      showPerimeters(outside.timeZone),
      importPerimeters,
      exportPerimeters(outside.timeZone),
      tryRules(outside.timeZone),
      publishRules(outside),
      rules,
      passKeys,
      issuePasses(outside.issuer),
      revokePasses,
      reinstatePasses,
      listPasses,
      showPass,
      lookUpPass,
      revocations(news),
      rotatePassKey(outside.issuer),
      retirePassKey(outside.issuer),
      recordScans(board),
      gateFeed(board, news),
      postDevice,
      reportQueue,
      setOccupancy,
      gatesNow(board),
      zonesNow(board),
      listDoubles(board),
      listScans,
    ],
    migrations,
    tables,
    projections,
    workers: [
      publishKeys(outside.issuer),
      followGates(board),
      tellDoubles(board),
      forgetScans,
      // A site's node does not know all gates of a zone; the centre, which issues passes, does.
      ...(outside.issuer.issues ? [watchCapacity(board)] : []),
    ],
  });

/** The operations' names, inputs and outputs, for a typed client. */
export type AccessApi = ApiOf<ReturnType<typeof access>["operations"]>;
