import { dictionary } from "@cordon/ui";
import type { PostProblem } from "../../words/posts.ts";

/** How many of each, and the same as it is written. */
type Counted = Readonly<Record<"drawn" | "moved" | "needed" | "changed" | "same", Count>>;
interface Count {
  readonly is: number;
  readonly said: string;
}
type Problems = Readonly<Record<PostProblem["kind"], (line: number) => string>>;

const problems: Problems = {
  "position-missing": () => "this post is drawn nowhere: say its longitude and latitude",
  "place-other": () => "this reference is another kind of place, which stands elsewhere",
  "post-differs": (line) => `says another position or name than line ${line}`,
  "ability-unknown": () => "no kind of unit can do that",
  period: () => "a need ends after it begins",
  over: () => "that is over",
  "need-differs": (line) => `says another number than line ${line} for the same time`,
  "too-many-needs": () => "a post has at most 400 needs",
};

/** French counts nought and one as one, English one alone. */
const counting =
  (isOne: (count: number) => boolean) =>
  ({ is, said }: Count, one: string, many: string) =>
    `${said} ${isOne(is) ? one : many}`;
const enCount = counting((count) => count === 1);
const frCount = counting((count) => count < 2);
type Said = readonly [count: Count, one: string, many: string];
/** Those that there are; where there are none, `otherwise`, which is told anyway where it is some. */
const list = (said: typeof enCount, some: readonly Said[], otherwise?: Said): string => {
  const told = some.filter(([{ is }]) => is > 0);
  if (otherwise !== undefined && (told.length === 0 || otherwise[0].is > 0)) told.push(otherwise);
  return told.map((each) => said(...each)).join(", ");
};

const en = {
  problems,
  hint: "A line for each post, capability and time; comma, semicolon or tab. The columns, in any order:",
  columns: {
    post: { column: "post", what: "the post’s reference: GATE-3" },
    name: { column: "name_fr, name_en", what: "what it is called; may be empty" },
    at: {
      column: "longitude, latitude",
      what: "degrees, WGS84: 2.2885 and 48.8617; may be empty where the post is drawn already",
    },
    ability: { column: "ability", what: "what is needed, by its code: patrol, search-explosives" },
    count: { column: "units, people", what: "how many units, how many people at least, or both" },
    time: { column: "start, end", what: "from when until when: 2024-07-26 08:00" },
  },
  whatStays:
    "A line without a need draws its post alone. A need that stands with another number takes the file’s; what a post needs besides stays.",
  doing: (done: string, of: string) => `Drawing and writing down: ${done} of ${of} lines`,
  looked: ({ drawn, moved, needed, changed, same }: Counted) =>
    list(
      enCount,
      [
        [drawn, "post would be drawn", "posts would be drawn"],
        [moved, "moved or renamed", "moved or renamed"],
        [needed, "need would be added", "needs would be added"],
        [changed, "need changed", "needs changed"],
      ],
      [same, "line changes nothing", "lines change nothing"],
    ),
  done: ({ drawn, moved, needed, changed, same }: Counted) =>
    list(
      enCount,
      [
        [drawn, "post drawn", "posts drawn"],
        [moved, "moved or renamed", "moved or renamed"],
        [needed, "need added", "needs added"],
        [changed, "need changed", "needs changed"],
      ],
      [same, "line changed nothing", "lines changed nothing"],
    ),
  offer: ({ drawn, moved, needed, changed }: Counted) =>
    `Do it: ${list(enCount, [
      [drawn, "post", "posts"],
      [moved, "moved", "moved"],
      [needed, "need", "needs"],
      [changed, "changed", "changed"],
    ])}`,
  extent: (latitudes: string, longitudes: string) =>
    `The file’s posts lie at latitude ${latitudes}, longitude ${longitudes}.`,
};
type Words = typeof en;

const fr: Words = {
  problems: {
    "position-missing": () => "ce poste n’est tracé nulle part : indiquez sa longitude et sa latitude",
    "place-other": () => "cette référence est celle d’un autre lieu, situé ailleurs",
    "post-differs": (line) => `indique une autre position ou un autre nom que la ligne ${line}`,
    "ability-unknown": () => "aucun type d’unité ne sait faire cela",
    period: () => "un besoin finit après son début",
    over: () => "c’est déjà passé",
    "need-differs": (line) => `indique un autre nombre que la ligne ${line} pour le même horaire`,
    "too-many-needs": () => "un poste a au plus 400 besoins",
  },
  hint: "Une ligne par poste, capacité et horaire ; virgule, point-virgule ou tabulation. Les colonnes, dans n’importe quel ordre\u00a0:",
  columns: {
    post: { column: "poste", what: "la référence du poste : GATE-3" },
    name: { column: "nom, name_en", what: "comment il s’appelle, en français et en anglais ; peuvent rester vides" },
    at: {
      column: "longitude, latitude",
      what: "degrés, WGS84 : 2,2885 et 48,8617 ; peuvent rester vides si le poste est déjà tracé",
    },
    ability: { column: "capacité", what: "ce qu’il faut, par son code : patrol, search-explosives" },
    count: { column: "unités, personnes", what: "combien d’unités, combien de personnes au moins, ou les deux" },
    time: { column: "début, fin", what: "de quand à quand : 26/07/2024 08:00" },
  },
  whatStays:
    "Une ligne sans besoin trace seulement son poste. Un besoin déjà inscrit avec un autre nombre prend celui du fichier ; le reste des besoins du poste ne change pas.",
  doing: (done, of) => `Tracé et inscription : ${done} lignes sur ${of}`,
  looked: ({ drawn, moved, needed, changed, same }) =>
    list(
      frCount,
      [
        [drawn, "poste à tracer", "postes à tracer"],
        [moved, "à déplacer ou renommer", "à déplacer ou renommer"],
        [needed, "besoin à inscrire", "besoins à inscrire"],
        [changed, "besoin à modifier", "besoins à modifier"],
      ],
      [same, "ligne ne change rien", "lignes ne changent rien"],
    ),
  done: ({ drawn, moved, needed, changed, same }) =>
    list(
      frCount,
      [
        [drawn, "poste tracé", "postes tracés"],
        [moved, "déplacé ou renommé", "déplacés ou renommés"],
        [needed, "besoin inscrit", "besoins inscrits"],
        [changed, "besoin modifié", "besoins modifiés"],
      ],
      [same, "ligne n’a rien changé", "lignes n’ont rien changé"],
    ),
  offer: ({ drawn, moved, needed, changed }) =>
    `Inscrire : ${list(frCount, [
      [drawn, "poste", "postes"],
      [moved, "déplacé", "déplacés"],
      [needed, "besoin", "besoins"],
      [changed, "modifié", "modifiés"],
    ])}`,
  extent: (latitudes, longitudes) => `Les postes du fichier : latitude ${latitudes}, longitude ${longitudes}.`,
};

export const usePostWords = dictionary<Words>({ en, fr });
