import { lazy } from "react";

/** The map comes when a page needs it: MapLibre is two thirds of the console's script. */
export const OperationMap = lazy(() => import("./OperationMap.tsx"));
