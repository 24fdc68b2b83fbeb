export { ShiftImport, type RowProblem, type ShiftRow } from "../../words/import.ts";
export { faultInWords, problemInWords } from "./said.ts";
export { askInSlices, type ImportProgress, NOTHING_IMPORTED } from "./slices.ts";
export { readShifts, writeShifts } from "./table.ts";
