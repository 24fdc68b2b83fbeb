import { type Instant, millisecondsOf } from "@cordon/kernel";
import type { RegisteredMandate, RegisteredUse } from "../register.ts";
import { areaMap } from "./area-map.ts";
import { pageDocument } from "../../page/document.ts";
import { filled, type Html, html } from "../../page/html.ts";
import { STYLE } from "./style.ts";
import { type Language, WORDS } from "./words.ts";

export interface RegisterData {
  readonly mandates: readonly RegisteredMandate[];
  readonly now: Instant;
  /** IANA name: the public reads times as its clocks show them. */
  readonly timeZone: string;
  /** Pages that say more of what runs: paths of this server. */
  readonly beside?: readonly { readonly path: string; readonly title: Readonly<Record<Language, string>> }[];
}

/** The public register as one HTML document: no script, no cookie, nothing from elsewhere. */
export function registerPage({ mandates, now, timeZone, beside = [] }: RegisterData, language: Language): string {
  const words = WORDS[language];
  const other = language === "fr" ? "en" : "fr";
  const time = timeIn(timeZone, words.locale);
  const sections = [
    { title: words.sections["in-force"], holds: mandates.filter(({ state }) => state === "in-force") },
    { title: words.sections.coming, holds: mandates.filter(({ state }) => state === "coming") },
    {
      title: words.sections.ended,
      holds: mandates.filter(({ state }) => state === "expired" || state === "withdrawn"),
    },
  ];
  return pageDocument({
    language,
    title: words.title,
    other: { language: other, href: `?lang=${other}`, words: words.other },
    style: STYLE,
    main: html`<p>${words.lead}</p>
<p>${words.limits}</p>
${beside.map(
  ({ path, title }) => html`<p><a href="${path}?lang=${language}">${title[language]}</a></p>
`,
)}${sections.map(
  ({ title, holds }) => html`<section>
<h2>${title} (${holds.length})</h2>
${holds.length === 0 ? html`<p class="dimmed">${words.none}</p>` : holds.map((mandate) => article(mandate, language, time))}
</section>
`,
)}`,
    footer: html`<p>${words.asOf} ${time(now)}. <a href="/api/mandates/list">${words.machine}</a></p>`,
  });
}

type Time = (at: Instant) => Html;

function article(mandate: RegisteredMandate, language: Language, time: Time): Html {
  const words = WORDS[language];
  const other = language === "fr" ? "en" : "fr";
  const row = (term: string, description: Html | string) => html`<dt>${term}</dt><dd>${description}</dd>
`;
  return html`<article id="${mandate.id}">
<h3>${mandate.reference}</h3>
<p class="state ${mandate.state}">${words.states[mandate.state]}</p>
<p>${mandate.statement[language]}</p>
<dl>
${row(words.authority, mandate.authority)}${row(words.legalBasis, mandate.legalBasis)}${row(words.purpose, nameIn(words.purposes, mandate.purpose))}${row(words.processing, mandate.processings.map((each) => words.processings[each]).join(", "))}${mandate.events.length === 0 ? [] : row(words.events, mandate.events.map((each) => words.videoEvents[each]).join(", "))}${row(words.period, filled(words.fromUntil, time(mandate.period.from), time(mandate.period.until)))}${row(words.retention, words.days(mandate.retentionDays))}${mandate.endedAt === null ? [] : row(words.ended, html`${time(mandate.endedAt)}. ${mandate.endedBecause ?? ""}`)}${row(words.area, areaMap(mandate.area, language))}</dl>
<p class="dimmed" lang="${other}">${mandate.statement[other]}</p>
<h4>${words.ran}</h4>
${mandate.uses.length === 0 ? html`<p class="dimmed">${words.nothingRan}</p>` : uses(mandate.uses, language, time)}
</article>
`;
}

function uses(list: readonly RegisteredUse[], language: Language, time: Time): Html {
  const words = WORDS[language];
  const row = (
    use: RegisteredUse,
  ) => html`<tr><td>${use.what}</td><td>${words.processings[use.processing]}</td><td>${time(use.from)}</td><td>${use.until === null ? html`<strong>${words.stillRunning}</strong>` : html`${time(use.until)}${use.because === null ? "" : ` (${nameIn(words.because, use.because)})`}`}</td></tr>
`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.ran}"><table><thead><tr><th scope="col">${words.what}</th><th scope="col">${words.processing}</th><th scope="col">${words.from}</th><th scope="col">${words.until}</th></tr></thead><tbody>
${list.map(row)}</tbody></table></div>`;
}

function timeIn(timeZone: string, locale: string): Time {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone });
  return (at) => html`<time datetime="${at}">${format.format(millisecondsOf(at))}</time>`;
}

/** What something is called in words; itself where it has no other name. */
function nameIn(names: Readonly<Record<string, string>>, said: string): string {
  return (Object.hasOwn(names, said) ? names[said] : undefined) ?? said;
}
