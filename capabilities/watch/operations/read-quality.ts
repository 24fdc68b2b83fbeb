import { CameraId, instantOf, millisecondsOf } from "@cordon/kernel";
import { z } from "zod";
import { DAY_MS } from "../rules/statistics.ts";
import { qualityOf } from "../rules/quality-table.ts";
import { cameras } from "../tables.ts";
import { signalsFrom } from "../tables/quality.ts";
import { EventQuality } from "../words/quality.ts";
import { query, watches } from "./operating.ts";

const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone), "expected an IANA time zone");

export const readQuality = query({
  name: "watch.read-quality",
  summary:
    "How good each event of each camera is: false alerts a day, precision with its interval, causes, budget, the kept score, and whether it is suspended. Null is unknown.",
  input: z.object({ camera: CameraId.optional(), timeZone: TimeZone.default("UTC") }),
  output: z.object({ events: z.array(EventQuality) }),
  allow: watches,
  async run({ input: { camera, timeZone }, read, now }) {
    const from = instantOf(millisecondsOf(now) - 7 * DAY_MS);
    let asked = cameras(read).orderBy("reference");
    if (camera !== undefined) asked = asked.where("id", "=", camera);
    const rows = await asked.execute();
    const signals = await signalsFrom(read, from, camera === undefined ? {} : { camera });
    const periods = await read
      .selectFrom("camera_period")
      .selectAll()
      .where((where) => where.or([where("ended", "is", null), where("ended", ">", from)]))
      .execute();
    const said = await read.selectFrom("camera_event").selectAll().execute();
    const events = qualityOf({
      cameras: rows.map(({ id, scene }) => ({ id, kinds: new Set(scene.events.map(({ kind }) => kind)) })),
      signals: signals.map(({ noticed_at, ...signal }) => ({ ...signal, noticedAt: noticed_at })),
      periods: periods.map(({ camera: of, began, ended, kinds }) => ({ camera: of, from: began, until: ended, kinds })),
      said: said.map((row) => ({
        camera: row.camera,
        kind: row.kind,
        budget: row.budget,
        exceeded:
          row.exceeded_since === null || row.exceeded_count === null
            ? null
            : { since: row.exceeded_since, falseAlerts: row.exceeded_count },
        suspended:
          row.suspended_since === null || row.suspended_by === null
            ? null
            : { since: row.suspended_since, by: row.suspended_by, why: row.suspended_why ?? "" },
        score: row.score,
      })),
      now,
      dayOf: dayIn(timeZone),
    });
    return { events };
  },
});

/** `2024-07-26`: the day of a moment where clocks show this zone's time. */
function dayIn(timeZone: string): (at: Parameters<typeof millisecondsOf>[0]) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at) => format.format(millisecondsOf(at));
}
