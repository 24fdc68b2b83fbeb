export { type EdgeSettings, openEdge, type OpenEdge } from "./edge.ts";
