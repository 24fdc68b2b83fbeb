/** Both banks as paths, and where the bridges cross them. */
import { path } from "./path.ts";
import { bridges, type LonLat, leftBank, navigationLine, rightBank } from "./river.ts";

export type Bank = "right" | "left";

export const navigation = path(navigationLine);
export const bankPath = { right: path(rightBank), left: path(leftBank) };

export function bridge(name: string): LonLat {
  const found = bridges.find((each) => each.name === name);
  if (!found) throw new Error(`the scenario has no bridge ${name}`);
  return found.centre;
}
