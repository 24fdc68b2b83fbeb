export * from "./blobs/index.ts";
export * from "./bus/index.ts";
export * from "./capability.ts";
export * from "./clock.ts";
export * from "./config.ts";
export * from "./dispatch.ts";
export * from "./door.ts";
export * from "./exhibits/index.ts";
export { apiDocument, type ApiDocument, pathOf } from "./http/openapi.ts";
export { originsOf, SESSION_COOKIE, type Origins } from "./http/guard.ts";
export {
  type PublicAnswer,
  publicBody,
  type PublicBody,
  type PublicDocument,
  type PublicPage,
  type PublicSite,
  routePublicPages,
} from "./http/public-pages.ts";
export { httpServer, type HttpParts, MAP_ARCHIVE_PATH, VISITOR } from "./http/server.ts";
export * from "./identity/index.ts";
export * from "./journal/index.ts";
export { Hub } from "./live/hub.ts";
export * from "./live/port.ts";
export { LIVE_PATH, liveSocket } from "./live/socket.ts";
export * from "./mandates/book.ts";
export * from "./mandates/index.ts";
export * from "./medium.ts";
export * from "./nodes/index.ts";
export * from "./operation.ts";
export * from "./page/index.ts";
export * from "./past/index.ts";
export * from "./projection.ts";
export type { GroundRefusals } from "./refusals.ts";
export { faultsOf } from "./rooms.ts";
export { inRounds } from "./rounds.ts";
export { writeSecretOnce } from "./secret-file.ts";
export * from "./store/index.ts";
export * from "./vault/index.ts";
export * from "./worker.ts";
