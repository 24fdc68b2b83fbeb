import { type Instant, type Mandate, mandateState } from "@cordon/kernel";
import type { Selectable } from "kysely";
import type { EventKind } from "../words/scene.ts";
import type { WatchTables } from "../tables.ts";

/** What the public may know of a camera whose picture is analysed. */
export interface RegisteredCamera {
  readonly reference: string;
  /** As posted on the spot. */
  readonly name: { readonly fr: string; readonly en: string };
  /** `interrupted`: it gives no picture at the moment. */
  readonly state: "analysed" | "interrupted";
  readonly since: Instant;
  readonly events: readonly EventKind[];
  /** Parts of its picture that are blacked out. */
  readonly masks: number;
  readonly mandate: Pick<Mandate, "reference" | "authority" | "legalBasis" | "purpose" | "period" | "retentionDays">;
}

type Row = Pick<
  Selectable<WatchTables["camera"]>,
  "reference" | "name_fr" | "name_en" | "state" | "since" | "scene" | "mandate" | "purpose" | "lon" | "lat"
> & { readonly suspended: readonly EventKind[] };

/**
 * A line for each camera that is under algorithmic processing now; without a mandate in force none is.
 * @param mandateOf under which a camera that gives no picture at the moment would run again
 */
export function registeredCameras(
  rows: readonly Row[],
  mandateOf: (row: Row) => Mandate | undefined,
  now: Instant,
): readonly RegisteredCamera[] {
  return rows.flatMap((row) => {
    const mandate = row.state === "stopped" ? undefined : mandateOf(row);
    if (mandate === undefined || mandateState(mandate, now) !== "in-force") return [];
    const { reference, authority, legalBasis, purpose, period, retentionDays } = mandate;
    const events = [...new Set(row.scene.events.map(({ kind }) => kind))].filter(
      (kind) => !row.suspended.includes(kind),
    );
    return [
      {
        reference: row.reference,
        name: { fr: row.name_fr, en: row.name_en },
        state: row.state === "running" ? ("analysed" as const) : ("interrupted" as const),
        since: row.since,
        events,
        masks: row.scene.masks?.length ?? 0,
        mandate: { reference, authority, legalBasis, purpose, period, retentionDays },
      },
    ];
  });
}
