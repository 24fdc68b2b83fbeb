import { filled, type Html, html, pageDocument } from "@cordon/ground";
import type { Instant } from "@cordon/kernel";
import { isVehicle } from "../rules/prepared.ts";
import type { Way, ZoneCode } from "../words.ts";
import { jsonPathOf, KINDS, type Language, MEANS_OF, pathOf, type Visitor } from "./asked.ts";
import type { Spell } from "./hours.ts";
import { STYLE } from "./style.ts";
import type { Bring, GateView, View, ZoneView } from "./view.ts";
import { LONGEST_MINUTES, type PublicWait } from "./wait.ts";
import { type Words, WORDS } from "./words.ts";

/** What is asked of one page. */
export interface PageAsked {
  readonly language: Language;
  readonly visitor: Visitor;
  /** Null: all zones. */
  readonly zone: ZoneCode | null;
}

export interface PageData {
  readonly view: View;
  /** Every zone of the rules, to choose from. */
  readonly zones: readonly Pick<ZoneView, "code" | "name">[];
  readonly now: Instant;
  /** IANA name: the public reads times as its clocks show them. */
  readonly timeZone: string;
}

/** Everything the parts of one page have in common. */
interface Saying {
  readonly language: Language;
  readonly words: Words;
  readonly visitor: Visitor;
  readonly at: (moment: Instant) => Html;
  readonly said: (moment: Instant) => string;
  /** Without its date: for what is of today anyhow. */
  readonly time: (moment: Instant) => Html;
}

/** The one question before all others: who comes. */
export function startPage(language: Language): string {
  const words = WORDS[language];
  const choice = (
    kind: (typeof KINDS)[number],
  ) => html`<li><a href="${pathOf(language, { kind, means: MEANS_OF[kind][0] })}"><strong>${words.kinds[kind].name}</strong> <span>${words.kinds[kind].hint}</span></a></li>
`;
  const main = html`<p>${words.lead}</p>
<nav class="start" aria-label="${words.whoAreYou}"><p>${words.whoAreYou}</p><ul>
${KINDS.map(choice)}</ul></nav>
`;
  return page(language, (other) => pathOf(other), main, html`<p>${words.nothingKept}</p>`);
}

export function gatesPage({ language, visitor, zone }: PageAsked, { view, zones, now, timeZone }: PageData): string {
  const words = WORDS[language];
  const said = (moment: Instant) => words.moment(moment, now, timeZone);
  const at = (moment: Instant) => html`<time datetime="${moment}">${said(moment)}</time>`;
  const time = (moment: Instant) => html`<time datetime="${moment}">${words.time(moment, timeZone)}</time>`;
  const saying: Saying = { language, words, visitor, at, said, time };
  const reload = html`<a href="${pathOf(language, visitor, zone)}">${words.reload}</a>`;
  const main = html`<p class="open-long">${words.pageOld} ${reload}</p>
${choices(saying, zone, zones)}${answer(saying, view, zone)}<p class="actions">${filled(words.pageAsOf, at(now))} ${reload}</p>
`;
  const footer = html`<p>${words.gateDecides} ${words.nothingKept} <a href="${jsonPathOf(visitor, zone)}">${words.machine}</a></p>`;
  return page(language, (other) => pathOf(other, visitor, zone), main, footer);
}

/** A page with one thing to say. */
export function messagePage(language: Language, what: "notFound" | "unavailable", again: string): string {
  const words = WORDS[language];
  const action = what === "notFound" ? words.startAgain : words.tryAgain;
  const main = html`${notice(words[what])}<p class="actions"><a href="${again}">${action}</a></p>
`;
  return page(language, (other) => pathOf(other), main, html``);
}

function page(language: Language, path: (language: Language) => string, main: Html, footer: Html): string {
  const words = WORDS[language];
  const other = language === "fr" ? "en" : "fr";
  const head = html`<link rel="canonical" href="${path(language)}">
<link rel="alternate" hreflang="${other}" href="${path(other)}">
`;
  const change = { language: other, href: path(other), words: words.other } as const;
  return pageDocument({ language, title: words.title, other: change, style: STYLE, head, main, footer });
}

function choices({ language, words, visitor }: Saying, zone: ZoneCode | null, zones: PageData["zones"]): Html {
  const link = (href: string, text: string, isCurrent: boolean) =>
    isCurrent
      ? html`<li><a href="${href}" aria-current="page">${text}</a></li>`
      : html`<li><a href="${href}">${text}</a></li>`;
  const list = (label: string, links: readonly Html[]) =>
    html`<nav aria-label="${label}"><p>${label}</p><ul>${links}</ul></nav>
`;
  const kinds = KINDS.map((kind) => {
    const means = MEANS_OF[kind].find((one) => one === visitor.means) ?? MEANS_OF[kind][0];
    return link(pathOf(language, { kind, means }, zone), words.kinds[kind].name, kind === visitor.kind);
  });
  const ways = MEANS_OF[visitor.kind].map((means) =>
    link(pathOf(language, { ...visitor, means }, zone), words.means[means], means === visitor.means),
  );
  return html`${list(words.whoAreYou, kinds)}${list(words.how, ways)}${zones.length < 2 ? [] : zoneChoice()}`;

  function zoneChoice(): Html {
    const chosen = zones.find(({ code }) => code === zone);
    const links = [
      link(pathOf(language, visitor), words.allZones, zone === null),
      ...zones.map(({ code, name }) =>
        link(pathOf(language, visitor, code), `${name[language]} (${code})`, code === zone),
      ),
    ];
    const summary = words.zoneShown(
      chosen === undefined ? words.allZones : `${chosen.name[language]} (${chosen.code})`,
    );
    return html`<details><summary>${summary}</summary><nav aria-label="${words.zones}"><ul>${links}</ul></nav></details>
`;
  }
}

const notice = ({ title, hint }: { readonly title: string; readonly hint: string }) =>
  html`<section class="notice"><h2>${title}</h2><p>${hint}</p></section>
`;

function answer(saying: Saying, view: View, zone: ZoneCode | null): Html {
  const { words, said, language } = saying;
  if (view.is === "no-rules") return notice(words.noRules);
  if (view.is === "coming") return notice(words.coming(said(view.from)));
  if (view.is === "over") return notice(words.over(said(view.until)));
  if (view.zones.length === 0) return notice(words.empty);
  // Where they cannot come is named and not spelled out, unless they asked for it.
  const [shown, shut] = [
    view.zones.filter(({ bring }) => bring !== null || zone !== null),
    view.zones.filter(({ bring }) => bring === null && zone === null),
  ];
  const left = html`<h2>${words.cannotEnter}</h2><ul>${shut.map(({ code, name }) => html`<li>${name[language]} (${code})</li>`)}</ul>
`;
  return html`${shown.map((one) => zoneSection(saying, one))}${shut.length === 0 ? [] : left}`;
}

function zoneSection(saying: Saying, { code, name, bring, gates }: ZoneView): Html {
  const { words, language } = saying;
  const isAnyOpen = gates.some(({ state }) => state.is === "open");
  const trouble = gates.length === 0 ? words.noGates : isAnyOpen ? null : words.noneOpen;
  const best = bestOf(gates);
  return html`<section>
<h2>${name[language]} <small>${code}</small></h2>
${trouble === null ? [] : html`<p class="notice">${trouble}</p>`}${bring === null ? [] : html`<p class="bring">${broughtOf(saying, bring)}</p>`}
<ul class="gates">
${gates.map(
  (gate) => html`<li>${gateArticle(saying, gate, gate === best)}</li>
`,
)}</ul>
</section>
`;
}

/** The first of several that are open, if it is known to be the quickest. */
function bestOf(gates: readonly GateView[]): GateView | null {
  const [first, second] = gates;
  if (first?.wait?.known !== true || first.wait.old || second?.state.is !== "open") return null;
  return second.wait?.known === true && second.wait.minutes === first.wait.minutes ? null : first;
}

function broughtOf({ words, visitor }: Saying, { pass, idFromAge }: Bring): Html {
  const own =
    visitor.kind === "ticket" ? words.bringTicket : isVehicle(visitor.means) ? words.bringVehiclePass : words.bringPass;
  const things = [
    ...(pass === "not-needed" ? [] : [own]),
    ...(idFromAge === null ? [] : [words.bringIdFrom(idFromAge)]),
  ];
  return things.length === 0
    ? html`${words.bringNothing}`
    : html`<strong>${words.bring}</strong> ${things.join(pass === "or-identity" ? words.orBring : words.andBring)}.`;
}

function gateArticle(saying: Saying, gate: GateView, isBest: boolean): Html {
  const { words, language } = saying;
  const isOpen = gate.state.is === "open";
  return html`<article${isBest ? html` class="best"` : html``}>
<h3>${words.gate(gate.code)} <span>${gate.name[language]}</span></h3>
${gate.wait === null ? [] : waitOf(saying, gate.wait)}<p class="state ${isOpen ? "is-open" : "shut"}">${stateOf(saying, gate)}</p>
${isBest ? html`<p><span class="badge">${words.shortest}</span></p>` : []}<p><span class="dimmed">${words.today}</span> ${hoursOf(saying, gate.hours)}</p>
${
  gate.other === null || isQuick(gate.wait)
    ? []
    : html`<p>${otherOf(saying, gate.other)}</p>
`
}</article>`;
}

/** Nobody walks on to another gate for so little. */
const QUICK_MINUTES = 5;
const isQuick = (wait: PublicWait | null) => wait?.known === true && !wait.old && wait.minutes <= QUICK_MINUTES;

function stateOf({ words, visitor, said }: Saying, { state }: GateView): string {
  const opensAt = state.is === "open" || state.opensAt === null ? null : said(state.opensAt);
  switch (state.is) {
    case "open":
      return words.open(state.until === null ? null : said(state.until));
    case "closed":
      return words.closed(opensAt);
    case "not-checking":
      return words.notChecking;
    case "not-for-them":
      return words.notForThem(state.because, visitor.kind, opensAt);
  }
}

function waitOf({ words, at }: Saying, wait: PublicWait): Html {
  if (!wait.known)
    return html`<p class="wait"><small>${words.wait}</small><b class="unknown">${words.waitUnknown}</b></p>
`;
  const { minutes, asOf, old } = wait;
  const figure =
    minutes === 0 ? words.noWait : minutes >= LONGEST_MINUTES ? words.waitLongest : words.waitMinutes(minutes);
  return html`<p class="wait${old ? " old" : ""}"><small>${words.wait}</small><b>${figure}</b><small>${filled(words.asOf, at(asOf))}</small>${old ? html`<small>${words.old}</small>` : []}</p>
`;
}

function hoursOf({ words, time }: Saying, spells: readonly Spell[]): Html {
  if (spells.length === 0) return html`${words.closedToday}`;
  const one = ({ from, until }: Spell) => {
    if (from !== null && until !== null) return html`${time(from)} – ${time(until)}`;
    if (until !== null) return filled(words.until, time(until));
    return from === null ? html`${words.allDay}` : filled(words.from, time(from));
  };
  return html`${spells.map((spell, nth) => html`${nth === 0 ? "" : ", "}${one(spell)}`)}`;
}

function otherOf({ words, visitor }: Saying, { code, metres, minutes, headingDegrees }: Way): string {
  const towards = words.towards[Math.round(headingDegrees / 45) % 8] ?? words.towards[0];
  // An estimate to the metre would promise more than it knows.
  const near = words.metres(Math.max(50, Math.round(metres / 50) * 50));
  return words.nearest(words.gate(code), near, towards, isVehicle(visitor.means) ? null : minutes);
}
