export { ImportReport, type RowFault } from "../../words/import.ts";
export { readRows, slicesOf } from "./rows.ts";
export { readTable } from "./table.ts";
export { askAll, type ImportTotal } from "./total.ts";
