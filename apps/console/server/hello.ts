import type { MapBase } from "@cordon/ui";
import { z } from "zod";

/** What a page may know before anybody signs in: `GET /api/hello`. */
const Hello = z.object({
  contract: z.string(),
  version: z.string(),
  name: z.string(),
  timeZone: z.string(),
  map: z.object({ style: z.string().nullable(), pmtiles: z.string().nullable() }),
  rehearsing: z.boolean(),
});
export type Hello = z.infer<typeof Hello>;

/** Null when the server is not reached or answers something else. */
export async function sayHello(): Promise<Hello | null> {
  try {
    const response = await fetch("/api/hello", { cache: "no-store" });
    return response.ok ? (Hello.safeParse(await response.json()).data ?? null) : null;
  } catch {
    return null;
  }
}

export function mapBaseOf({ map }: Hello): MapBase {
  if (map.style !== null) return { kind: "style", url: map.style };
  if (map.pmtiles !== null) return { kind: "pmtiles", url: map.pmtiles, attribution: "" };
  return { kind: "neutral" };
}
