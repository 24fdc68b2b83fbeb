import { ContingentId, DeviceId, PersonId, Role } from "@cordon/kernel";
import { z } from "zod";
import { type Allow, anyone } from "../../operation.ts";
import { nameOf } from "../person.ts";
import { mayRehearse } from "../rules.ts";
import { query } from "../tables.ts";

/** Whoever has a session, whatever they may do with it. */
export const signedIn: Allow = { anyone: false, roles: Role.options };

const Whoami = z.discriminatedUnion("signedIn", [
  z.object({
    signedIn: z.literal(false),
    /** This page may sign the rehearsal operator in. */
    rehearsalOffered: z.boolean(),
  }),
  z.object({
    signedIn: z.literal(true),
    kind: z.enum(["person", "device", "system"]),
    id: z.string(),
    /** A person's own name; a device's label. */
    name: z.string().nullable(),
    roles: z.array(Role),
    contingent: ContingentId.nullable(),
    unit: z.string().nullable(),
    /** Nobody real: the page says so. */
    rehearsal: z.boolean(),
  }),
]);

export const whoami = query({
  name: "identity.whoami",
  summary: "Say who the caller is",
  input: z.object({}),
  output: Whoami,
  allow: anyone,
  async run({ by, read, vault, door }) {
    if (by.roles.length === 0) return { signedIn: false as const, rehearsalOffered: mayRehearse(door) === null };
    const said = { signedIn: true as const, ...by, roles: [...by.roles], name: null, rehearsal: false };
    if (by.kind === "device") {
      const device = await read
        .selectFrom("identity_device")
        .select("label")
        .where("id", "=", DeviceId.parse(by.id))
        .executeTakeFirst();
      return { ...said, name: device?.label ?? null };
    }
    const id = PersonId.safeParse(by.id);
    if (by.kind !== "person" || !id.success) return said;
    const person = await read
      .selectFrom("identity_person")
      .select(["subject", "rehearsal"])
      .where("id", "=", id.data)
      .executeTakeFirst();
    if (person === undefined) return said;
    return {
      ...said,
      rehearsal: person.rehearsal,
      name: person.rehearsal ? null : await nameOf(read, vault, person.subject),
    };
  },
});
