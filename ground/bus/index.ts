/** Announcements of what happened: in one process, or among many. */
export { inProcessBus } from "./in-process.ts";
export * from "./port.ts";
