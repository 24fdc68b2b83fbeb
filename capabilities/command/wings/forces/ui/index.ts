export { useKindName } from "./useKindName.ts";
