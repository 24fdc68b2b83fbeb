import type { Kit } from "../words/kit.ts";

/** In what two kits differ. Said by their values: rows come back with their members in another order. */
export function kitDifferences(a: Kit, b: Kit): readonly (keyof Kit)[] {
  return (["languages", "radios", "equipment"] as const).filter((part) => said[part](a) !== said[part](b));
}

const said: { readonly [Part in keyof Kit]: (kit: Kit) => string } = {
  languages: ({ languages }) => JSON.stringify(languages),
  radios: ({ radios }) => JSON.stringify(radios.map(({ callSign, channel }) => [callSign, channel])),
  equipment: ({ equipment }) => JSON.stringify(equipment.map(({ kind, count }) => [kind, count])),
};
