import { AnyEnvelope, type Instant, isRefusal } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import { role } from "../../operation.ts";
import { schemaOf } from "../../store/schema.ts";
import { speaking } from "../speaking.ts";
import { journalSize, type NodeTables, query } from "../tables.ts";
import type { Downward, NodeFacts, NodeTraffic } from "../traffic.ts";
import { Followed, MOST_FOLLOWED, type OfferedCode, type ToldEntry } from "../words.ts";

/** Entries looked at for one answer: of most kinds a node is told nothing, and a look is cheap. */
const WINDOW = 20_000;
/** Text in one answer, where the limit of entries did not end it before. */
const MOST_CHARACTERS = 1_000_000;

export const follow = ({ down, up }: NodeTraffic) => {
  const born = new Set(up.map(({ kind }) => kind));
  const kinds = down.map(({ kind }) => kind.kind);
  return query({
    name: "nodes.follow",
    summary: "Answer a node the centre's entries that it mirrors, in order, and the codes its gates may enrol with",
    input: z.object({ from: z.int().nonnegative(), limit: z.int().min(1).max(MOST_FOLLOWED) }),
    output: Followed,
    allow: role("node-device"),
    async run({ input, by, read, now }) {
      const node = await speaking(read, by);
      if (isRefusal(node)) return node;
      // The size first: every entry below it is there to be read.
      const size = await journalSize(read);
      const until = Math.min(input.from + WINDOW, size);
      const rows = await read
        .selectFrom("journal_entry")
        .select(["seq", "kind", "body"])
        .where("seq", ">=", input.from)
        .where("seq", "<", until)
        .where("kind", "in", kinds)
        .orderBy("seq")
        .limit(input.limit)
        .execute();
      const wanted = await selecting(read, down, node, new Set(rows.map(({ kind }) => kind)));
      const entries: ToldEntry[] = [];
      let next = rows.length < input.limit ? Math.max(until, input.from) : (rows.at(-1)?.seq ?? until) + 1;
      let characters = 0;
      for (const { seq, kind, body } of rows) {
        if (characters > MOST_CHARACTERS) {
          next = seq;
          break;
        }
        const envelope = AnyEnvelope.parse(JSON.parse(body));
        // What a node reported does not come back to it; what the centre made of it does.
        if (born.has(kind) && envelope.operation === REPORTING && envelope.by.id === node.device) continue;
        if (!(wanted.get(kind)?.(envelope.data) ?? true)) continue;
        entries.push({ seq, kind, mandate: envelope.mandate, data: envelope.data });
        characters += body.length;
      }
      return { now, entries, next, size, codes: await codesFor(read, node, now) };
    },
  });
};

/** The operation under which reports of nodes stand in the centre's journal. */
export const REPORTING = "nodes.report";

async function selecting(
  read: Kysely<NodeTables>,
  down: readonly Downward[],
  node: NodeFacts,
  kinds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, (data: unknown) => boolean>> {
  const wanted = new Map<string, (data: unknown) => boolean>();
  for (const { kind, select } of down)
    if (select !== undefined && kinds.has(kind.kind)) wanted.set(kind.kind, await select(schemaOf(read), node));
  return wanted;
}

async function codesFor(read: Kysely<NodeTables>, node: NodeFacts, now: Instant): Promise<readonly OfferedCode[]> {
  const rows = await read
    .selectFrom("identity_enrolment as enrolment")
    .innerJoin("identity_device as device", "device.id", "enrolment.device")
    .select(["enrolment.code_hash as hash", "enrolment.device", "enrolment.until"])
    .where("device.kind", "=", "gate")
    .where("device.state", "=", "offered")
    .where((eb) => eb.or([eb("device.site", "is", null), eb("device.site", "=", node.site)]))
    .where("enrolment.until", ">", now)
    .orderBy("enrolment.device")
    .limit(500)
    .execute();
  return rows;
}
