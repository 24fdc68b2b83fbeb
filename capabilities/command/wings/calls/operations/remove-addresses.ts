import { accept } from "@cordon/ground";
import { sql } from "kysely";
import { z } from "zod";
import { AddressesRemoved } from "../words.ts";
import { command, equips } from "./operating.ts";

export const removeAddresses = command({
  name: "command.remove-addresses",
  summary: "Empty the address index, before another region or a newer file is taken in.",
  input: z.object({}),
  output: z.object({ removed: z.int() }),
  allow: equips,
  async run({ read }) {
    const { count: removed } = await read
      .selectFrom("street_address")
      .select((table) => table.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    if (removed === 0) return accept([], { removed });
    await sql`truncate street, street_address`.execute(read);
    return accept([AddressesRemoved.of({ removed })], { removed });
  },
});
