/**
 * Which questions a kind of entry makes old. By the kind's first word, as a projection of one room changes what that room
 * answers; the command room's entries are the kernel's own words.
 */
const RENEWS: Readonly<Record<string, readonly string[]>> = {
  signal: ["command.list-signals", "command.show-signal", "command.list-incidents", "command.show-incident"],
  incident: ["command.list-incidents", "command.show-incident", "command.show-work", "command.list-needs"],
  procedure: ["command.list-procedures"],
  escalation: ["command.list-procedures", "command.show-work", "command.list-needs"],
  task: [
    "command.show-work",
    "command.list-needs",
    "command.show-incident",
    "command.list-incidents",
    "command.list-tasks",
    "command.find-units",
    "command.show-unit",
    "command.suggest-units",
    "command.judge-units",
  ],
  unit: [
    "command.list-unit-tracks",
    "command.find-units",
    "command.show-unit",
    "command.suggest-units",
    "command.judge-units",
    "command.list-forces",
    "command.list-unit-kinds",
    "command.list-pauses",
  ],
  "unit-kind": ["command.list-unit-kinds", "command.suggest-units", "command.judge-units"],
  message: ["command.list-threads", "command.list-messages"],
  sharing: ["command.list-pauses"],
  fence: ["command.list-fences"],
  overlay: ["command.list-overlays"],
  contingent: [
    "command.list-contingents",
    "command.find-units",
    "command.show-unit",
    "command.list-forces",
    "command.show-liaison",
    "command.suggest-units",
    "command.judge-units",
  ],
  shift: [
    "command.list-voids",
    "command.suggest-fixes",
    "command.show-roster",
    "command.show-timeline",
    "command.show-attendance",
    "command.suggest-units",
    "command.judge-units",
  ],
  post: ["command.list-voids", "command.show-needs", "command.show-timeline", "command.suggest-fixes"],
  roster: ["command.suggest-fixes", "command.list-rest"],
  place: ["command.list-places", "access.show-perimeters", "command.list-voids", "command.show-timeline"],
  moment: ["command.list-moments"],
  mandate: ["mandates.", "watch."],
  watch: ["watch."],
  access: ["access."],
  identity: ["identity.list-people", "identity.list-commanders", "identity.list-devices"],
  exercise: ["exercise."],
};

/** Operations, or rooms written with their dot, whose answers these kinds of entries make old. */
export function renewedBy(kinds: Iterable<string>): ReadonlySet<string> {
  const renewed = new Set<string>();
  for (const kind of kinds) for (const name of RENEWS[kind.split(".")[0] ?? ""] ?? []) renewed.add(name);
  return renewed;
}

/** Whether an operation is among what {@link renewedBy} named. */
export function isRenewed(operation: string, renewed: ReadonlySet<string>): boolean {
  return renewed.has(operation) || renewed.has(`${operation.split(".")[0]}.`);
}
