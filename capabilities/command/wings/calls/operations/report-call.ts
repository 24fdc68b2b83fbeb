import { newId, schemaOf } from "@cordon/ground";
import {
  actorOf,
  IncidentId,
  IncidentNoted,
  isRefusal,
  type NewEntry,
  PlaceId,
  Position,
  Priority,
  SignalId,
  SubjectId,
  UnitId,
} from "@cordon/kernel";
import { z } from "zod";
import { answer, decides, nextIncidentNumber } from "../../../operations/operating.ts";
import { confirm, knows, raise } from "../../../rules.ts";
import { unitById } from "../../../tables/unit.ts";
import { IncidentRef, line, lineOrNothing, ReportKind } from "../../../words.ts";
import { tellingOf } from "../../forces/rules/telling.ts";
import { unitOnAir } from "../../forces/tables/kit.ts";
import { procedureFor } from "../../procedures/tables/steps.ts";
import { CallTaken, Channel } from "../words.ts";
import { command } from "./operating.ts";
import { noSuch } from "../../../words/refusals.ts";
import { refuseReport } from "../words/refusals.ts";

export const reportCall = command({
  name: "command.report-call",
  summary:
    "Write down what somebody told over the radio or by telephone: a signal in the queue, or with a priority an incident at once.",
  input: z.object({
    /** Named by the sender, so that sending it twice raises one signal. */
    signal: SignalId.optional(),
    channel: Channel,
    unit: UnitId.nullable().default(null),
    callSign: line(40)
      .nullable()
      .default(null)
      .meta({ description: "Who called on the radio, where no unit is named." }),
    caller: z
      .object({ name: lineOrNothing(120), phone: lineOrNothing(40) })
      .nullable()
      .default(null)
      .meta({ description: "Who telephoned. It goes into the vault alone, and is erased after a time." }),
    kind: ReportKind.default("report"),
    note: line(500).meta({ description: "What was told, in one line, without personal data." }),
    position: Position,
    place: PlaceId.nullable().default(null),
    address: line(160).nullable().default(null),
    priority: Priority.nullable().default(null).meta({ description: "Opens the incident at once, of this priority." }),
  }),
  output: z.object({ signal: SignalId, incident: IncidentRef.nullable() }),
  allow: decides,
  async run({ input, by, read, now, vault }) {
    const id = input.signal ?? newId(SignalId);
    const known = await read
      .selectFrom("signal")
      .leftJoin("incident", "incident.id", "signal.incident")
      .select(["incident.id", "incident.number"])
      .where("signal.id", "=", id)
      .executeTakeFirst();
    if (known !== undefined) {
      const { id: of, number } = known;
      return answer([], { signal: id, incident: of === null || number === null ? null : { incident: of, number } });
    }
    if (input.caller !== null && input.channel !== "phone")
      return refuseReport(
        "caller-on-the-radio",
        "invalid",
        "a name and a number are asked of those who telephone, and of nobody else",
        "caller",
      );
    const named = input.unit === null ? null : await unitById(read, input.unit);
    if (input.unit !== null && (named === null || !knows(by, named.contingent))) return noSuch("unit", input.unit);
    // Whoever calls says what their radio is called, which need not be what their unit is.
    const heard =
      input.callSign === null || named !== null ? null : await unitOnAir(read, input.callSign, by.contingent);
    const of = named ?? heard?.unit ?? null;
    const { channel, kind, note, position, place, address, priority } = input;
    const seen = { camera: null, confidence: null, zone: null, box: null, exhibits: [] };
    const raised = raise({ id, kind, since: now, noticedAt: now, position, place, note, ...seen }, now);
    if (isRefusal(raised)) return raised;
    const said = input.caller;
    let caller: SubjectId | null = null;
    if (said !== null && (said.name !== "" || said.phone !== "")) {
      caller = newId(SubjectId);
      for (const field of ["name", "phone"] as const) {
        const refused = await vault.put(schemaOf(read), caller, field, said[field]);
        if (refused !== null) return refused;
      }
    }
    const entries: NewEntry[] = [
      ...raised,
      ...tellingOf(id, of?.contingent ?? null),
      CallTaken.of({
        ...{ signal: id, channel, unit: of?.id ?? null, callSign: of?.callSign ?? input.callSign, caller, address },
      }),
    ];
    if (priority === null) return answer(entries, { signal: id, incident: null });
    const incident = { incident: newId(IncidentId), number: await nextIncidentNumber(read) };
    const opened = confirm(
      { id, kind, position, place, state: "waiting" },
      {
        ...{ id: incident.incident, number: incident.number, title: titleOf(note), priority },
        ...{ commander: actorOf(by), procedure: await procedureFor(read, kind) },
      },
    );
    if (isRefusal(opened)) return opened;
    entries.push(...opened);
    if (address !== null) entries.push(IncidentNoted.of({ incident: incident.incident, text: address }));
    return answer(entries, { signal: id, incident });
  },
});

/** A title is a line that fits a list: what was told, as far as that goes. */
function titleOf(note: string): string {
  return note.length <= 160 ? note : `${note.slice(0, 159).trimEnd()}…`;
}
