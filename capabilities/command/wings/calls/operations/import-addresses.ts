import { accept } from "@cordon/ground";
import { z } from "zod";
import { type Address, addressOf, type BanColumn } from "../rules/address.ts";
import { takeAddresses } from "../tables/address.ts";
import { AddressesImported } from "../words.ts";
import { command, equips } from "./operating.ts";

const cell = z.string().max(200).optional();
const row = z.object({
  id: cell,
  numero: cell,
  rep: cell,
  nom_voie: cell,
  code_postal: cell,
  nom_commune: cell,
  lon: cell,
  lat: cell,
} satisfies Record<BanColumn, typeof cell>);

export const importAddresses = command({
  name: "command.import-addresses",
  summary:
    "Take rows of the Base Adresse Nationale into the address index, as its CSV has them. Rows at fault are named and left out.",
  input: z.object({ rows: z.array(row).min(1).max(1000).readonly() }),
  output: z.object({
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    /** `row` counts from 0, as in the input. */
    faults: z.array(z.object({ row: z.int(), because: z.string() })),
  }),
  allow: equips,
  async run({ input: { rows }, read }) {
    const good: Address[] = [];
    const faults: { row: number; because: string }[] = [];
    rows.forEach((each, at) => {
      const address = addressOf(Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)));
      if ("fault" in address) faults.push({ row: at, because: address.fault });
      else good.push(address);
    });
    const { added, changed } = await takeAddresses(read, good);
    const unchanged = good.length - added - changed;
    const entries = added + changed === 0 ? [] : [AddressesImported.of({ added, changed, refused: faults.length })];
    return accept(entries, { added, changed, unchanged, faults });
  },
});
