import { dictionary } from "@cordon/ui";

const en = {
  newContingent: "Register a contingent",
  newUnit: "Register a unit",
  reference: "Reference",
  referenceHint: "Short and its own: FR-PN, BE-PF",
  name: "Name",
  nation: "Nation",
  nationHint: "Country code: FR",
  languages: "Languages",
  languagesHint: "Two letters each: fr, nl",
  callSign: "Call sign",
  callSignHint: "What is said on the radio; no officer's name",
  kind: "Kind",
  contingent: "Contingent",
  strength: "People",
  save: "Register",
  registered: (name: string) => `${name} is registered`,
  firstContingent: "A unit belongs to a contingent: register one first.",
  withdraw: "Take off duty",
  withdrawWhy: "Why it goes off duty",
  withdrawn: (callSign: string) => `${callSign} is off duty`,
};

type Words = typeof en;

const fr: Words = {
  newContingent: "Enregistrer un contingent",
  newUnit: "Enregistrer une unité",
  reference: "Référence",
  referenceHint: "Courte et propre à lui : FR-PN, BE-PF",
  name: "Nom",
  nation: "Nation",
  nationHint: "Code de pays : FR",
  languages: "Langues",
  languagesHint: "Deux lettres chacune : fr, nl",
  callSign: "Indicatif",
  callSignHint: "Ce qu’on dit à la radio ; aucun nom d’agent",
  kind: "Type",
  contingent: "Contingent",
  strength: "Personnes",
  save: "Enregistrer",
  registered: (name) => `${name} : enregistré`,
  firstContingent: "Une unité appartient à un contingent : enregistrez-en un d’abord.",
  withdraw: "Retirer du service",
  withdrawWhy: "Pourquoi elle quitte le service",
  withdrawn: (callSign) => `${callSign} n’est plus en service`,
};

export const useRegisterWords = dictionary<Words>({ en, fr });
