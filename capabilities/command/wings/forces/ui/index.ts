export { ForcesPage } from "./ForcesPage.tsx";
export { useKindName } from "./useKindName.ts";
