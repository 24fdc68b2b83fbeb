/** The operation as it was known at any moment. */
export { type OpenPast, openPast, type PastConfig } from "./past.ts";
export type { Moment, Past, PastProgress } from "./port.ts";
export { entriesBetween, instantOfEntry, lastEntry, lastOfEach, sizeAt } from "./course.ts";
