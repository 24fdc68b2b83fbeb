import { Attached, newId, takeUploads } from "@cordon/ground";
import { Instant, isRefusal, PlaceId, Position, SignalId, VideoEvent } from "@cordon/kernel";
import { z } from "zod";
import { raise } from "../rules.ts";
import { tellingOf } from "../wings/forces/rules/telling.ts";
import { lineOrNothing, ReportKind } from "../words.ts";
import { answer, command, reports } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

export const raiseSignal = command({
  name: "command.raise-signal",
  summary: "Report something a person noticed.",
  input: z.object({
    /** Named by the sender, so that sending it twice raises one signal. */
    signal: SignalId.optional(),
    kind: ReportKind.default("report"),
    note: lineOrNothing(500).default("").meta({
      description: "What was noticed, in one line, without personal data; may be empty where the kind says it.",
    }),
    position: Position,
    place: PlaceId.nullable().default(null),
    exhibits: Attached,
    since: Instant.optional().meta({ description: "When it began; now when left out." }),
  }),
  output: z.object({ signal: SignalId }),
  allow: reports,
  async run({ input, by, read, now }) {
    const id = input.signal ?? newId(SignalId);
    const known = await read.selectFrom("signal").select("id").where("id", "=", id).executeTakeFirst();
    if (known !== undefined) return answer([], { signal: id });
    const { kind, note, position, place } = input;
    // Fire is said by one thumb; that there is something at a gate is said by nobody until somebody says what.
    if (note === "" && !VideoEvent.safeParse(kind).success)
      return refuseAs("report-unsaid", "invalid", "a report of this kind says what was noticed", "note");
    const since = input.since ?? now;
    const exhibits = await takeUploads(read, input.exhibits);
    if (isRefusal(exhibits)) return exhibits;
    const seen = { camera: null, confidence: null, zone: null, box: null, exhibits };
    const raised = raise({ id, kind, since, noticedAt: now, position, place, note, ...seen }, now);
    if (isRefusal(raised)) return raised;
    return answer([...raised, ...tellingOf(id, by.contingent)], { signal: id });
  },
});
