import type { Principal, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { messagesFor } from "../tables.ts";
import type { Tables } from "./messaging.ts";

/**
 * What one may know of: a unit, what it wrote and what was written to it; the command room, what concerns the contingent it is narrowed
 * to, or everything.
 */
export function visible(read: Kysely<Tables>, by: Principal, reader: UnitId | "room") {
  const all = messagesFor(read, reader);
  const { contingent } = by;
  if (reader === "room") {
    if (contingent === null) return all;
    return all.where((row) =>
      row.exists(
        row
          .selectFrom("message_contingent")
          .select("message_contingent.message")
          .whereRef("message_contingent.message", "=", "message.id")
          .where("message_contingent.contingent", "=", contingent),
      ),
    );
  }
  // A union of three indexes: `or` over them would look at every message.
  return all.where("message.id", "in", (table) => {
    const written = table.selectFrom("message").select("message.id").where("message.from_unit", "=", reader);
    const addressed = table
      .selectFrom("message_unit")
      .select("message_unit.message as id")
      .where("message_unit.unit", "=", reader);
    const everyone = table
      .selectFrom("message_contingent")
      .innerJoin("unit as own", "own.contingent", "message_contingent.contingent")
      .select("message_contingent.message as id")
      .where("message_contingent.everyone", "=", true)
      .where("own.id", "=", reader);
    return written.union(addressed).union(everyone);
  });
}
