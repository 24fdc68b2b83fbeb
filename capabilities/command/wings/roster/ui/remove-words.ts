import { dictionary } from "@cordon/ui";

const en = {
  begin: "Remove this place",
  title: (name: string, reference: string, kind: string) => `Remove ${name} (${reference}, ${kind}) from the map?`,
  needs: (count: number) => (count === 1 ? "1 need goes with it." : `${count} needs go with it.`),
  noNeeds: "Nothing is needed there.",
  planned: (count: string, one: boolean) =>
    one
      ? "1 shift is planned there: it is cancelled first."
      : `${count} shifts are planned there: they are cancelled first.`,
  notPlanned: "No shift is planned there.",
  on: (count: string, one: boolean) =>
    one
      ? "1 unit is on there and stays so until it leaves, at a place that has no name any more."
      : `${count} units are on there and stay so until they leave, at a place that has no name any more.`,
  other: "Other rooms may use it as well: perimeters, passes, messages. What happened there keeps its position.",
  past: "What happened there keeps its position.",
  why: "Why are the shifts cancelled?",
  remove: "Remove it for good",
  removed: (name: string) => `${name} is off the map`,
  most: "at least 1,000",
};
type Words = typeof en;

const fr: Words = {
  begin: "Retirer ce lieu",
  title: (name, reference, kind) => `Retirer ${name} (${reference}, ${kind}) de la carte ?`,
  needs: (count) => (count === 1 ? "1 besoin disparaît avec lui." : `${count} besoins disparaissent avec lui.`),
  noNeeds: "Aucun besoin n’y est inscrit.",
  planned: (count, one) =>
    one
      ? "1 service y est prévu : il est d’abord annulé."
      : `${count} services y sont prévus : ils sont d’abord annulés.`,
  notPlanned: "Aucun service n’y est prévu.",
  on: (count, one) =>
    one
      ? "1 unité y est en poste et le reste jusqu’à son départ, dans un lieu qui n’a plus de nom."
      : `${count} unités y sont en poste et le restent jusqu’à leur départ, dans un lieu qui n’a plus de nom.`,
  other:
    "D’autres parties peuvent aussi s’en servir : périmètres, laissez-passer, messages. Ce qui s’y est passé garde sa position.",
  past: "Ce qui s’y est passé garde sa position.",
  why: "Pourquoi annuler ces services ?",
  remove: "Retirer définitivement",
  removed: (name) => `${name} n’est plus sur la carte`,
  most: "au moins 1 000",
};

export const useRemoveWords = dictionary<Words>({ en, fr });
