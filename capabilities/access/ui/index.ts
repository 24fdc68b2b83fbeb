/** The access room's screens: perimeters and their rules, passes, and the gates as they work. */
export { useAnswer } from "./doors.ts";
export type { OnTool } from "./fields/ShapeField.tsx";
export type { GateDevices } from "./gates/devices.ts";
export { GatesPage, type GatesPageProps } from "./gates/GatesPage.tsx";
export { useGatesOnMap } from "./gates/useGatesOnMap.ts";
export { PassesPage, type PassesPageProps } from "./passes/PassesPage.tsx";
export { PerimetersPage, type PerimetersPageProps } from "./perimeters/PerimetersPage.tsx";
export { ACCESS_SAYINGS } from "./words/refusals.ts";
