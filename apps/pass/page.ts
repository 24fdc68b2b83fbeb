import { type Card, cardOf } from "@cordon/access/pictures";
import {
  credentialOf,
  decodePass,
  type Language,
  localMoment,
  type Names,
  namesOf,
  verifyPlain,
} from "@cordon/access/rules";
import type { Claims } from "@cordon/access/words";
import { type Instant, instantOf } from "@cordon/kernel";
import { codeOf } from "./code.ts";
import { button, element } from "./element.ts";
import { type GateForPass, gatesFor } from "./gates.ts";
import type { Keeper } from "./kept.ts";
import { keptKeys, keptRules } from "./server.ts";
import { type Words, words } from "./words.ts";

/** What the page can do besides showing. */
export interface Presses {
  savePicture(card: Card, name: string): void;
  show(at: number): void;
  remove(pass: string): void;
  /** Null: nothing was removed just now. */
  undo: (() => void) | null;
  speak(language: Language): void;
}

/** Everything the page shows, made anew from what is kept. @param now the phone's clock */
export function pageOf(keeper: Keeper, language: Language, now: Instant, presses: Presses): readonly Node[] {
  const say = words[language];
  const { passes, shown } = keeper.kept;
  const pass = passes[shown] ?? passes[0];
  const head = headOf(say, language, presses);
  const undone = presses.undo;
  const undo =
    undone === null
      ? null
      : element("p", { class: "notice", role: "status" }, say.removed, button(say.undo, "plain", undone));
  if (pass === undefined) return nodes(head, undo, messageOf(say.noPass));
  const decoded = decodePass(pass);
  const choice = choiceOf(passes, pass, say, presses);
  const remove = button(say.remove, "plain", () => presses.remove(pass));
  if (!decoded.read) {
    return nodes(
      head,
      undo,
      choice,
      messageOf(decoded.because === "newer-version" ? say.newer : say.unreadable),
      remove,
    );
  }
  const { claims } = decoded;
  const known = keptRules(keeper);
  const names = namesOf(known?.rules.ruleSet ?? { timeZone: "Europe/Paris", zones: [], categories: [], gates: [] });
  const card = cardOf(pass, claims, names, language);
  return nodes(
    head,
    undo,
    choice,
    warningOf(keeper, pass, claims, now, names, language),
    element("figure", {}, codeOf(pass, say.codeLabel), element("figcaption", {}, say.brightness)),
    factsOf(card),
    gatesOf(
      known === null ? null : gatesFor(known.rules, claims, now, language),
      known?.askedAt ?? null,
      names,
      language,
    ),
    element(
      "div",
      { class: "actions" },
      button(say.savePicture, "main", () => presses.savePicture(card, say.picture(claims.number))),
      remove,
    ),
    element("p", { class: keeper.lasts ? "dimmed" : "notice" }, keeper.lasts ? say.kept : say.notKept),
  );
}

function headOf(say: Words, language: Language, presses: Presses): HTMLElement {
  const other: Language = language === "fr" ? "en" : "fr";
  const change = button(say.otherLanguage, "plain", () => presses.speak(other));
  change.lang = other;
  return element("header", {}, element("h1", {}, say.title), change);
}

function messageOf({ title, hint }: Words["noPass"]): HTMLElement {
  return element("section", { class: "message" }, element("h2", {}, title), element("p", {}, hint));
}

/** Several people of one family on one phone. */
function choiceOf(passes: readonly string[], shown: string, say: Words, presses: Presses): HTMLElement | null {
  if (passes.length < 2) return null;
  const choices = passes.map((pass, at) => {
    const decoded = decodePass(pass);
    const made = button(decoded.read ? `${say.title} ${decoded.claims.number}` : "?", "plain", () => presses.show(at));
    made.setAttribute("aria-pressed", String(pass === shown));
    return made;
  });
  return element("nav", { "aria-label": say.passes }, ...choices);
}

/** What would keep it from being taken, as far as this phone can know. */
function warningOf(
  keeper: Keeper,
  pass: string,
  claims: Claims,
  now: Instant,
  names: Names,
  language: Language,
): HTMLElement | null {
  const say = words[language];
  const keys = keptKeys(keeper);
  const credential = keys === null ? null : credentialOf(pass, keys, now, verifyPlain);
  // A key that this phone has not heard of may be a new one: only a wrong signature is certain.
  if (credential?.kind === "not-genuine" && credential.because === "bad-signature") return warning(say.notGenuine);
  if (now < claims.notBefore) return warning(say.notBegun(momentOf(claims.notBefore, names, language)));
  if (now >= claims.notAfter) return warning(say.ended(momentOf(claims.notAfter, names, language)));
  return null;
}

const warning = (text: string) => element("p", { class: "warning", role: "alert" }, text);

function factsOf({ title, number, category, zones, validity, holder, headings }: Card): HTMLElement {
  const fact = (term: string, lines: readonly string[]) =>
    element("div", {}, element("dt", {}, term), ...lines.map((line) => element("dd", {}, line)));
  return element(
    "section",
    {},
    element("h2", {}, `${title} ${number}`),
    element("p", { class: "category" }, category),
    element(
      "dl",
      {},
      fact(headings.zones, zones),
      fact(headings.validity, validity),
      fact(holder.label, [holder.value]),
    ),
  );
}

function gatesOf(
  gates: readonly GateForPass[] | null,
  askedAt: number | null,
  names: Names,
  language: Language,
): HTMLElement {
  const say = words[language];
  const heading = element("h2", {}, say.gates);
  if (gates === null || askedAt === null) return element("section", {}, heading, element("p", {}, say.noRules));
  const rows = gates.map(({ code, name, open, because, opensAt }) => {
    const state = opensAt === null ? (because ?? say.open) : say.opensAt(momentOf(opensAt, names, language));
    return element(
      "li",
      { class: open ? "open" : "shut" },
      element("strong", {}, say.gate(code)),
      element("span", {}, name),
      element("span", { class: "state" }, state),
    );
  });
  const list = rows.length === 0 ? element("p", {}, say.noGates) : element("ul", {}, ...rows);
  const asOf = say.rulesAsOf(momentOf(instantOf(askedAt), names, language));
  return element(
    "section",
    { class: "gates" },
    heading,
    list,
    element("p", { class: "dimmed" }, `${asOf} ${say.onlyGateKnows}`),
    // To its start, and not to this pass's kind and zone: nothing of the pass goes to the server.
    element("p", {}, element("a", { href: `/which-gate/${language}` }, say.waits)),
  );
}

function momentOf(at: Instant, { timeZone }: Names, language: Language): string {
  const { day, month, hour, minute } = localMoment(at, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return language === "fr"
    ? `${two(day)}/${two(month)} à ${hour}\u00A0h\u00A0${two(minute)}`
    : `${day} ${SHORT_MONTHS[month - 1] ?? ""}, ${two(hour)}:${two(minute)}`;
}

const SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

function nodes(...all: readonly (Node | null)[]): readonly Node[] {
  return all.filter((node) => node !== null);
}
