import { schemaOf, type Vault } from "@cordon/ground";
import type { Refusal, SubjectId } from "@cordon/kernel";
import type { Kysely } from "kysely";
import type { WatchTables } from "../tables.ts";

/** Where a camera's addresses are: in the vault, under its subject. An empty sub-address is none. */
type AddressName = "address" | "sub-address";

interface Kept {
  readonly read: Kysely<WatchTables>;
  readonly vault: Vault;
}

/** Puts an address into the vault; `moved` when it is another one than before. */
export async function keepAddress(
  { read, vault }: Kept,
  source: SubjectId,
  name: AddressName,
  value: string,
): Promise<{ readonly moved: boolean } | Refusal> {
  const before = await vault.get(schemaOf(read), source, name);
  if (before === null ? value === "" : !before.erased && before.value === value) return { moved: false };
  return (await vault.put(schemaOf(read), source, name, value)) ?? { moved: true };
}

/** Where a camera's pictures come from, or null when that was erased. */
export async function addressesOf(
  { read, vault }: Kept,
  source: SubjectId,
): Promise<{ readonly address: string; readonly subAddress: string | null } | null> {
  const main = await vault.get(schemaOf(read), source, "address");
  if (main === null || main.erased) return null;
  const sub = await vault.get(schemaOf(read), source, "sub-address");
  return { address: main.value, subAddress: sub === null || sub.erased || sub.value === "" ? null : sub.value };
}
