import { operating, role, schemaOf, type Vault } from "@cordon/ground";
import { type ContingentId, type Principal, type Refusal, UnitId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { CommandTables } from "../../../tables/rows.ts";
import type { RosterTables } from "../../roster/tables/rows.ts";
import type { MessageRow, MessageTables } from "../tables.ts";
import type { MessageView } from "../words.ts";
import { refuseAs } from "../../../words/refusals.ts";

/** Operations of this wing read these tables. */
export type Tables = CommandTables & MessageTables & Pick<RosterTables, "shift">;
export const { query, command } = operating<Tables>({ past: true });

/** The command room, its liaisons among it, and whoever holds a phone. */
export const writes = role("operator", "supervisor", "commander", "liaison", "officer", "field-device", "exercise");

/** The field of a message's subject in the vault. */
export const TEXT = "text";

/** The unit of a phone. A phone without one is refused; whoever has no phone is of the command room. */
export function readerOf(by: Principal): UnitId | "room" | Refusal {
  const unit = UnitId.safeParse(by.unit);
  if (unit.success) return unit.data;
  return by.roles.some((each) => each === "field-device" || each === "officer") &&
    !by.roles.some((each) => each === "operator" || each === "supervisor" || each === "commander")
    ? refuseAs("phone-without-unit", "not-permitted", "this phone is not enrolled for a unit")
    : "room";
}

/** The contingent of a unit, or that there is no such unit to speak of. */
export async function contingentOfUnit(read: Kysely<Tables>, unit: UnitId): Promise<ContingentId | Refusal> {
  const row = await read.selectFrom("unit").select("contingent").where("id", "=", unit).executeTakeFirst();
  return row?.contingent ?? refuseAs("unit-not-registered", "not-found", "there is no such unit", unit);
}

/** Rows as their reader sees them: what was written comes out of the vault, or is gone. */
export async function messageViews(
  rows: readonly MessageRow[],
  { read, vault, reader }: { readonly read: Kysely<Tables>; readonly vault: Vault; readonly reader: UnitId | "room" },
): Promise<MessageView[]> {
  const whole = new Set(
    rows.length === 0
      ? []
      : (
          await read
            .selectFrom("message_contingent")
            .select("message")
            .where("everyone", "=", true)
            .where(
              "message",
              "in",
              rows.map((row) => row.id),
            )
            .execute()
        ).map((row) => row.message),
  );
  return Promise.all(
    rows.map(async (row): Promise<MessageView> => {
      const written = await vault.get(schemaOf(read), row.text, TEXT);
      const mine = reader === "room" ? row.from_unit === null : row.from_unit === reader;
      return {
        id: row.id,
        seq: row.seq,
        thread: row.thread,
        at: row.at,
        writtenAt: row.written_at,
        by: row.by,
        from: row.from_unit === null ? null : { unit: row.from_unit, callSign: row.call_sign ?? "" },
        to: row.to,
        urgency: row.urgency,
        replyTo: row.reply_to,
        text: written === null || written.erased ? null : written.value,
        sentTo: whole.has(row.id) ? null : (row.sent_to ?? 0),
        readBy: row.read_by ?? 0,
        read: mine || (row.read ?? 0) > 0,
      };
    }),
  );
}
