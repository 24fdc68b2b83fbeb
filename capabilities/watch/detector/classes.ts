import type { Detected } from "../words/detection.ts";

/** The classes of COCO 2017 in their order, for models that number their classes and name none. */
export const COCO: readonly string[] = (
  "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter,bench,bird,cat," +
  "dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite," +
  "baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,banana,apple," +
  "sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse," +
  "remote,keyboard,cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
).split(",");

/** What models call it, by the word the product has for it. Whatever is not in this table never leaves the detector. */
const NAMES: Readonly<Record<Detected, readonly string[]>> = {
  person: ["person", "people", "pedestrian", "human", "persons", "pedestrians"],
  bicycle: ["bicycle", "bike", "cyclist", "tricycle"],
  motorcycle: ["motorcycle", "motorbike", "motor", "scooter"],
  car: ["car", "van", "minivan", "suv", "taxi", "pickup truck", "awning tricycle"],
  bus: ["bus", "coach", "minibus"],
  truck: ["truck", "lorry", "fire truck", "heavy truck", "trailer"],
  train: ["train", "tram"],
  boat: ["boat", "ship", "sailboat", "vessel"],
  backpack: ["backpack", "rucksack", "backpacks"],
  handbag: ["handbag", "handbag satchel", "bag", "purse", "briefcase"],
  suitcase: ["suitcase", "luggage", "luggage and bags", "trolley case"],
  animal: [
    "animal",
    "bird",
    "cat",
    "dog",
    "horse",
    "sheep",
    "cow",
    "elephant",
    "bear",
    "zebra",
    "giraffe",
    "pigeon",
    "duck",
  ],
};

const WORDS: ReadonlyMap<string, Detected> = new Map(
  entriesOf(NAMES).flatMap(([word, names]) => names.map((name) => [name, word] as const)),
);

/** The product's word for a class of a model; null when it has none, and then it is dropped. */
export function wordFor(className: string): Detected | null {
  const plain = className
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
  return WORDS.get(plain) ?? null;
}

/**
 * Class names as exporters write them into the metadata member `names`: a Python dictionary `{0: 'person', 1: "car"}`, a JSON object or
 * a list. Undefined when there are none, or they are not numbered from 0 without a gap.
 */
export function classNamesIn(metadata: ReadonlyMap<string, string>): readonly string[] | undefined {
  const said = metadata.get("names") ?? metadata.get("classes") ?? metadata.get("labels");
  if (said === undefined) return undefined;
  const numbered = [...said.matchAll(/["']?(\d{1,5})["']?\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map(
    ([, at, single, double]) => [Number(at), single ?? double ?? ""] as const,
  );
  if (numbered.length > 0) {
    const names = numbered.toSorted(([a], [b]) => a - b);
    return names.every(([at], index) => at === index) ? names.map(([, name]) => name) : undefined;
  }
  const listed = [...said.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(
    ([, single, double]) => single ?? double ?? "",
  );
  const plain = listed.length > 0 ? listed : said.split(/[,\n]/).map((name) => name.trim());
  return plain.length > 0 && plain.every((name) => name !== "") ? plain : undefined;
}

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): readonly (readonly [Key, Value])[] {
  const keys = Object.keys(table).filter((key): key is Key => key in table);
  return keys.map((key) => [key, table[key]]);
}
