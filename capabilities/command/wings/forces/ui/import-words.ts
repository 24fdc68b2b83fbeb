import { dictionary } from "@cordon/ui";
import type { TableFault } from "../rules/import/table.ts";
import type { RowFaultReason } from "../words/import.ts";
import { several } from "./words.ts";

const fault: Record<RowFaultReason, string> = {
  missing: "is missing",
  invalid: "cannot be read",
  "out-of-limits": "is out of limits",
  contradicts: "says something else than an earlier line",
  twice: "stands there twice",
  "unknown-contingent": "is no contingent that stands, and the file does not describe it",
  "unknown-kind": "is not in the catalogue",
  "retired-kind": "was retired: no new units of it",
  taken: "belongs to another unit",
  "other-nation": "is not the nation of that contingent",
  "not-yours": "is not yours to import",
};
const tableFault: Record<TableFault, (line: string, said: string) => string> = {
  empty: () => "There is no line in this file.",
  "not-csv": (line, said) => `Line ${line} is no CSV: ${said}`,
  "no-column": (_, said) => `The first line must name the columns; ${said} is missing.`,
  "column-twice": (_, said) => `The column ${said} stands there twice.`,
  "cell-too-long": (line, said) => `Line ${line}: ${said} is far too long.`,
  "too-many-lines": (_, said) => `More than ${said} lines: import it in parts.`,
};

const en = {
  quoted: (said: string) => `“${said}”`,
  chooseFile: "Choose a file",
  chooseAgain: "Choose a file again",
  importIntro: "A CSV file, one unit a line; nothing is written before you have seen what it would do.",
  importColumns:
    "A line without a call sign is a contingent. Radios: ALPHA 21@PC-3|ALPHA 22. Equipment: defibrillator|shield:20. No names of officers.",
  tooLarge: "More than 50 MB: that is no list of forces.",
  tableFault,
  fault,
  work: {
    looking: "Looking",
    looked: "Nothing written yet",
    importing: "Importing",
    done: "Imported",
    stopped: "Stopped",
  },
  reading: (file: string) => `${file}: being read`,
  progress: (file: string, lines: string, of: string) => `${file}: ${lines} of ${of} lines`,
  sum: (fresh: string, changed: string, unchanged: string) =>
    `${fresh} new · ${changed} changed · ${unchanged} as they were`,
  refusedLines: "Lines refused",
  toMend: "To mend",
  leftOutLines: "Left out",
  line: (line: string) => `Line ${line}`,
  with: (other: string) => (/^\d+$/.test(other) ? `line ${other}` : other),
  more: (count: string) => `and ${count} more`,
  changes: (count: string) => `What changes: ${count}`,
  import: "Import",
  importOthers: "Leave these out and import the others",
  lookAgain: "Look again",
  seeUnits: "See the units",
  stop: "Stop",
};

type Words = typeof en;

const frFault: Record<RowFaultReason, string> = {
  missing: "manque",
  invalid: "est illisible",
  "out-of-limits": "est hors limites",
  contradicts: "dit autre chose qu’une ligne précédente",
  twice: "figure deux fois",
  "unknown-contingent": "n’est pas un contingent connu, et le fichier ne le décrit pas",
  "unknown-kind": "n’est pas au catalogue",
  "retired-kind": "a été retiré : plus d’unités nouvelles",
  taken: "appartient à une autre unité",
  "other-nation": "n’est pas la nation de ce contingent",
  "not-yours": "ne relève pas de vous",
};
const frTableFault: Record<TableFault, (line: string, said: string) => string> = {
  empty: () => "Ce fichier ne contient aucune ligne.",
  "not-csv": (line, said) => `La ligne ${line} n’est pas du CSV : ${said}`,
  "no-column": (_, said) => `La première ligne doit nommer les colonnes ; il manque ${said}.`,
  "column-twice": (_, said) => `La colonne ${said} figure deux fois.`,
  "cell-too-long": (line, said) => `Ligne ${line} : ${said} est bien trop long.`,
  "too-many-lines": (_, said) => `Plus de ${said} lignes : importez par parties.`,
};

const fr: Words = {
  quoted: (said) => `« ${said} »`,
  chooseFile: "Choisir un fichier",
  chooseAgain: "Choisir à nouveau un fichier",
  importIntro: "Un fichier CSV, une unité par ligne ; rien n’est écrit avant que vous ayez vu ce qu’il ferait.",
  importColumns:
    "Une ligne sans indicatif est un contingent. Radios : ALPHA 21@PC-3|ALPHA 22. Équipement : defibrillator|shield:20. Aucun nom d’agent.",
  tooLarge: "Plus de 50 Mo : ce n’est pas une liste de forces.",
  tableFault: frTableFault,
  fault: frFault,
  work: {
    looking: "Examen",
    looked: "Rien d’écrit encore",
    importing: "Importation",
    done: "Importé",
    stopped: "Arrêté",
  },
  reading: (file) => `${file} : lecture`,
  progress: (file, lines, of) => `${file} : ${lines} lignes sur ${of}`,
  sum: (fresh, changed, unchanged) =>
    `${fresh} ${several(fresh) ? "nouveaux" : "nouveau"} · ${changed} ${several(changed) ? "modifiés" : "modifié"} · ${unchanged} ${several(unchanged) ? "inchangés" : "inchangé"}`,
  refusedLines: "Lignes refusées",
  toMend: "À corriger",
  leftOutLines: "Laissées de côté",
  line: (line) => `Ligne ${line}`,
  with: (other) => (/^\d+$/.test(other) ? `ligne ${other}` : other),
  more: (count) => `et ${count} de plus`,
  changes: (count) => `Ce qui change : ${count}`,
  import: "Importer",
  importOthers: "Laisser celles-ci et importer les autres",
  lookAgain: "Examiner à nouveau",
  seeUnits: "Voir les unités",
  stop: "Arrêter",
};

export const useImportWords = dictionary<Words>({ en, fr });
