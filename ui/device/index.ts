/** What the pages of enrolled devices share: see docs/adr/0052. Their base style sheet is `@cordon/ui/device.css`. */
export { codeOf } from "./code.ts";
export { default as device } from "./device.module.css";
export * from "./Enrolment.tsx";
export { askToKeep, makeWay } from "./keeping.ts";
export { type Operation, readOperation } from "./operation.ts";
export { Rounds } from "./Rounds.ts";
export { Settings } from "./Settings.tsx";
export { useDeviceWords } from "./words.ts";
