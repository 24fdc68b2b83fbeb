export { ImportReport, type RowFault } from "../../words/import.ts";
export { readRows } from "./rows.ts";
export { readTable } from "./table.ts";
export { askAll, type ImportTotal, lookAtAll } from "./total.ts";
