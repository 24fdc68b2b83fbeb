import { type LocalMoment, localMoment, twoDigits } from "../../rules/said-time.ts";
import type { Kind } from "../asked.ts";
import type { Words } from "./page-words.ts";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

const WHO: Readonly<Record<Kind, string>> = {
  resident: "a resident’s pass",
  visitor: "a visitor’s pass",
  ticket: "a ticket",
  delivery: "a delivery pass",
};

const timeOf = ({ hour, minute }: LocalMoment) => `${twoDigits(hour)}:${twoDigits(minute)}`;

export const english: Words = {
  title: "Which gate now",
  other: "Français",
  lead: "Which gates let you in at this moment, and how long the wait is.",
  whoAreYou: "You come as",
  kinds: {
    resident: { name: "Resident", hint: "You live in the zone and have a pass" },
    visitor: { name: "Visitor", hint: "Somebody in the zone expects you and you have a pass" },
    ticket: { name: "Ticket holder", hint: "You have a ticket for the event" },
    delivery: { name: "Delivery driver", hint: "You bring something and have a pass" },
  },
  how: "You come",
  means: {
    foot: "On foot",
    bicycle: "By bicycle",
    "two-wheeler": "By motorcycle",
    car: "By car",
    van: "By van",
    lorry: "By lorry",
  },
  zones: "Zones",
  zoneShown: (zone) => `Zone: ${zone}`,
  allZones: "All zones",
  gate: (code) => `Gate ${code}`,
  shortest: "Shortest wait",
  open: (until) => (until === null ? "Open to you" : `Open to you until ${until}`),
  closed: (opensAt) =>
    opensAt === null ? "Closed, and not open to you in the next days" : `Closed. Opens to you at ${opensAt}`,
  notChecking: "Closed: passes are not checked here at present",
  notForThem(because, kind, opensAt) {
    const later = opensAt === null ? "" : `. Opens to you at ${opensAt}`;
    if (because === "vehicle") return `Your vehicle may not enter here now${later}`;
    if (because === "no-pass")
      return `${kind === "ticket" ? "A ticket alone does" : "Coming without a pass does"} not open this gate${later}`;
    if (because === "never") return `Not open to ${WHO[kind]}${later}`;
    return opensAt === null ? "No longer open to you" : `Not open to you yet${later}`;
  },
  wait: "Wait",
  waitMinutes: (minutes) => `${minutes} min`,
  waitLongest: "2 h or more",
  noWait: "None",
  waitUnknown: "Unknown",
  asOf: (moment) => `at ${moment}`,
  old: "may have changed since",
  today: "Today",
  allDay: "all day",
  closedToday: "closed",
  from: (moment) => `from ${moment}`,
  until: (moment) => `until ${moment}`,
  nearest: (gate, metres, towards, minutes) =>
    `Nearest other gate open to you: ${gate}, about ${metres} ${towards}${minutes === null ? "" : `, ${minutes} min on foot`}`,
  towards: [
    ...(["to the north", "to the north-east", "to the east", "to the south-east"] as const),
    ...(["to the south", "to the south-west", "to the west", "to the north-west"] as const),
  ],
  noneOpen: "No gate of this zone is open to you now.",
  noGates: "This zone has no gate.",
  bring: "Bring",
  andBring: ", and ",
  orBring: ", or ",
  bringPass: "your pass",
  bringVehiclePass: "the pass of this vehicle with its number plate",
  bringTicket: "your ticket",
  bringIdFrom: (age) => (age === 0 ? "an identity document at any age" : `an identity document from age ${age}`),
  bringNothing: "Nothing to show: this zone is open to everybody who comes like this.",
  cannotEnter: "Zones that are not open to you",
  noRules: {
    title: "No gates are in force",
    hint: "Nothing has been published yet: you come and go as usual. Look again before the event.",
  },
  coming: (moment) => ({
    title: `The gates are in force from ${moment}`,
    hint: "Until then you come and go as usual.",
  }),
  over: (moment) => ({
    title: `The gates were in force until ${moment}`,
    hint: "It is over: you come and go as usual.",
  }),
  empty: { title: "Nothing is published here", hint: "The rules in force name no zone: you come and go as usual." },
  notFound: { title: "There is no such page", hint: "The address is not one of ours, or the zone no longer exists." },
  unavailable: {
    title: "Not available for a moment",
    hint: "The gates go on working without this page. Try again in a few seconds; on the spot, the signs and the stewards know.",
  },
  startAgain: "Start again",
  tryAgain: "Try again",
  pageAsOf: (moment) => `As of ${moment}.`,
  reload: "Reload",
  pageOld: "This page has been open for some minutes: waits may have changed.",
  gateDecides: "By the published rules. The check at the gate decides.",
  nothingKept: "This page keeps nothing on your phone, counts nobody and does not know who you are.",
  machine: "The same for machines (JSON)",
  metres: (metres) => (metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${metres} m`),
  time: (at, timeZone) => timeOf(localMoment(at, timeZone)),
  moment(at, now, timeZone) {
    const [then, today] = [localMoment(at, timeZone), localMoment(now, timeZone)];
    const time = timeOf(then);
    const isToday = then.year === today.year && then.month === today.month && then.day === today.day;
    return isToday ? time : `${time} on ${then.day} ${MONTHS[then.month - 1] ?? ""}`;
  },
};
