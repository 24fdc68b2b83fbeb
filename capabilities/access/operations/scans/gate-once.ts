import type { PlaceId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { readSigned } from "../../rules.ts";
import type { DeviceTables } from "../../tables/device.ts";
import type { RuleTables } from "../../tables/rules.ts";
import { type Gate, RuleSet, SIGNED_TYPES } from "../../words.ts";

/** Whether a device ever worked there. */
export async function wasPosted(read: Kysely<DeviceTables>, place: PlaceId): Promise<boolean> {
  const posted = await read
    .selectFrom("access_posting")
    .select("device")
    .where("gate", "=", place)
    .limit(1)
    .executeTakeFirst();
  return posted !== undefined;
}

/**
 * A gate of a rule set that is no longer in force, from the newest that has it: for scans that took long to arrive. Reading rule sets takes
 * tens of milliseconds each: the caller asks only for where a device was ever posted, and once.
 */
export async function gateOnce(read: Kysely<RuleTables>, place: PlaceId): Promise<Gate | null> {
  const numbers = await read
    .selectFrom("access_rules_part")
    .select("number")
    .distinct()
    .orderBy("number", "desc")
    .execute();
  for (const { number } of numbers) {
    const parts = await read
      .selectFrom("access_rules_part")
      .select("signed")
      .where("number", "=", number)
      .orderBy("part")
      .execute();
    const document = readSigned(parts.map(({ signed }) => signed).join(""), SIGNED_TYPES.rules);
    if (!document.read) continue;
    const gate = RuleSet.parse(document.value).gates.find((one) => one.place === place);
    if (gate !== undefined) return gate;
  }
  return null;
}
