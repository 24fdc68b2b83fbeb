import { type LocalMoment, localMoment, twoDigits } from "../../rules/said-time.ts";
import type { Kind } from "../asked.ts";
import type { Words } from "./page-words.ts";

// French puts a full space that does not break before : and within times, and a thin one before ;.
const FULL = "\u00A0";
const THIN = "\u202F";

const MONTHS = [
  ...["janvier", "février", "mars", "avril", "mai", "juin"],
  ...["juillet", "août", "septembre", "octobre", "novembre", "décembre"],
];

const WHO: Readonly<Record<Kind, string>> = {
  resident: "aux laissez-passer de riverain",
  visitor: "aux laissez-passer de visiteur",
  ticket: "aux porteurs de billet",
  delivery: "aux laissez-passer de livraison",
};

const timeOf = ({ hour, minute }: LocalMoment) => `${hour}${FULL}h${FULL}${twoDigits(minute)}`;

export const french: Words = {
  title: "Quel point d’accès maintenant",
  other: "English",
  lead: "Les points d’accès qui vous laissent entrer en ce moment, et le temps d’attente.",
  whoAreYou: "Vous venez comme",
  kinds: {
    resident: { name: "Riverain", hint: "Vous habitez dans la zone et avez un laissez-passer" },
    visitor: { name: "Visiteur", hint: "On vous attend dans la zone et vous avez un laissez-passer" },
    ticket: { name: "Porteur de billet", hint: "Vous avez un billet pour l’événement" },
    delivery: { name: "Livreur", hint: "Vous livrez et avez un laissez-passer" },
  },
  how: "Vous venez",
  means: {
    foot: "À pied",
    bicycle: "À vélo",
    "two-wheeler": "À deux-roues motorisé",
    car: "En voiture",
    van: "En camionnette",
    lorry: "En camion",
  },
  zones: "Zones",
  zoneShown: (zone) => `Zone${FULL}: ${zone}`,
  allZones: "Toutes les zones",
  gate: (code) => `Point d’accès ${code}`,
  shortest: "Attente la plus courte",
  open: (until) => (until === null ? "Ouvert pour vous" : `Ouvert pour vous jusqu’à ${until}`),
  closed: (opensAt) =>
    opensAt === null ? "Fermé, et pas ouvert pour vous ces prochains jours" : `Fermé. Ouvre pour vous à ${opensAt}`,
  notChecking: `Fermé${FULL}: les laissez-passer n’y sont pas contrôlés en ce moment`,
  notForThem(because, kind, opensAt) {
    const later = opensAt === null ? "" : `. Ouvre pour vous à ${opensAt}`;
    if (because === "vehicle") return `Votre véhicule ne peut pas entrer ici en ce moment${later}`;
    if (because === "no-pass")
      return `${kind === "ticket" ? "Un billet seul n’ouvre pas" : "Sans laissez-passer, on n’entre pas par"} ce point d’accès${later}`;
    if (because === "never") return `Pas ouvert ${WHO[kind]}${later}`;
    return opensAt === null ? "N’est plus ouvert pour vous" : `Pas encore ouvert pour vous${later}`;
  },
  wait: "Attente",
  waitMinutes: (minutes) => `${minutes}${FULL}min`,
  waitLongest: `2${FULL}h ou plus`,
  noWait: "Aucune",
  waitUnknown: "Inconnue",
  asOf: (moment) => `à ${moment}`,
  old: "a pu changer depuis",
  today: "Aujourd’hui",
  allDay: "toute la journée",
  closedToday: "fermé",
  from: (moment) => `à partir de ${moment}`,
  until: (moment) => `jusqu’à ${moment}`,
  nearest: (gate, metres, towards, minutes) =>
    `Autre point d’accès ouvert le plus proche${FULL}: ${gate}, à ${metres} environ ${towards}${minutes === null ? "" : `, ${minutes}${FULL}min à pied`}`,
  towards: [
    ...(["vers le nord", "vers le nord-est", "vers l’est", "vers le sud-est"] as const),
    ...(["vers le sud", "vers le sud-ouest", "vers l’ouest", "vers le nord-ouest"] as const),
  ],
  noneOpen: "Aucun point d’accès de cette zone n’est ouvert pour vous en ce moment.",
  noGates: "Cette zone n’a pas de point d’accès.",
  bring: `À présenter${FULL}:`,
  andBring: ", et ",
  orBring: ", ou ",
  bringPass: "votre laissez-passer",
  bringVehiclePass: "le laissez-passer de ce véhicule avec sa plaque",
  bringTicket: "votre billet",
  bringIdFrom: (age) => (age === 0 ? "une pièce d’identité à tout âge" : `une pièce d’identité dès ${age}${FULL}ans`),
  bringNothing: `Rien à présenter${FULL}: cette zone est ouverte à tous ceux qui viennent ainsi.`,
  cannotEnter: "Zones qui ne vous sont pas ouvertes",
  noRules: {
    title: "Aucun point d’accès en vigueur",
    hint: `Rien n’est encore publié${FULL}: vous circulez comme d’habitude. Revenez avant l’événement.`,
  },
  coming: (moment) => ({
    title: `Les points d’accès entrent en vigueur à ${moment}`,
    hint: "D’ici là, vous circulez comme d’habitude.",
  }),
  over: (moment) => ({
    title: `Les points d’accès étaient en vigueur jusqu’à ${moment}`,
    hint: `C’est terminé${FULL}: vous circulez comme d’habitude.`,
  }),
  empty: {
    title: "Rien n’est publié ici",
    hint: `Les règles en vigueur ne nomment aucune zone${FULL}: vous circulez comme d’habitude.`,
  },
  notFound: { title: "Cette page n’existe pas", hint: "L’adresse n’est pas d’ici, ou la zone n’existe plus." },
  unavailable: {
    title: "Indisponible pour un instant",
    hint: `Les points d’accès fonctionnent sans cette page. Réessayez dans quelques secondes${THIN}; sur place, les panneaux et les agents savent.`,
  },
  startAgain: "Recommencer",
  tryAgain: "Réessayer",
  pageAsOf: (moment) => `État à ${moment}.`,
  reload: "Actualiser",
  pageOld: `Cette page est ouverte depuis quelques minutes${FULL}: les attentes ont pu changer.`,
  gateDecides: "D’après les règles publiées. C’est le contrôle au point d’accès qui décide.",
  nothingKept: "Cette page ne garde rien sur votre téléphone, ne compte personne et ne sait pas qui vous êtes.",
  machine: "La même page pour les machines (JSON)",
  metres: (metres) =>
    metres >= 1000 ? `${(metres / 1000).toFixed(1).replace(".", ",")}${FULL}km` : `${metres}${FULL}m`,
  time: (at, timeZone) => timeOf(localMoment(at, timeZone)),
  moment(at, now, timeZone) {
    const [then, today] = [localMoment(at, timeZone), localMoment(now, timeZone)];
    const time = timeOf(then);
    const isToday = then.year === today.year && then.month === today.month && then.day === today.day;
    return isToday ? time : `${time}, le ${then.day === 1 ? "1er" : then.day}${FULL}${MONTHS[then.month - 1] ?? ""}`;
  },
};
