import { filled, type Html, html, PAGE_STYLE, pageDocument } from "@cordon/ground";
import { type Instant, millisecondsOf } from "@cordon/kernel";
import type { RegisteredCamera } from "./register.ts";
import { type Language, WORDS } from "./words.ts";

const STYLE = `${PAGE_STYLE}
.state{font-weight:600}.analysed{color:var(--good)}.interrupted{color:var(--over)}
`;

export interface CameraPageData {
  readonly cameras: readonly RegisteredCamera[];
  readonly now: Instant;
  /** IANA name: the public reads times as its clocks show them. */
  readonly timeZone: string;
}

/** The cameras under algorithmic processing as one HTML document: no script, no cookie, nothing from elsewhere. */
export function cameraPage({ cameras, now, timeZone }: CameraPageData, language: Language): string {
  const words = WORDS[language];
  const other = language === "fr" ? "en" : "fr";
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short", timeZone });
  const time = (at: Instant): Html => html`<time datetime="${at}">${format.format(millisecondsOf(at))}</time>`;
  return pageDocument({
    language,
    title: words.title,
    other: { language: other, href: `?lang=${other}`, words: words.other },
    style: STYLE,
    main: html`<p>${words.lead}</p>
<p>${words.limits}</p>
<p><a href="/register?lang=${language}">${words.all}</a></p>
${cameras.length === 0 ? html`<p class="dimmed">${words.none}</p>` : cameras.map((camera) => line(camera, language, time))}
`,
    footer: html`<p>${words.asOf} ${time(now)}. <a href="/register/cameras.json">${words.machine}</a></p>`,
  });
}

function line(camera: RegisteredCamera, language: Language, time: (at: Instant) => Html): Html {
  const words = WORDS[language];
  const { mandate } = camera;
  const row = (term: string, description: Html | string) => html`<dt>${term}</dt><dd>${description}</dd>
`;
  const period = filled(words.fromUntil, time(mandate.period.from), time(mandate.period.until));
  return html`<article>
<h2>${camera.name[language]}</h2>
<p class="state ${camera.state}">${words.states[camera.state]}</p>
<dl>
${row(words.since, time(camera.since))}${row(words.events, camera.events.map((event) => words.videoEvents[event]).join(", "))}${row(words.mandate, mandate.reference)}${row(words.authority, mandate.authority)}${row(words.legalBasis, mandate.legalBasis)}${row(words.period, period)}${row(words.retention, words.days(mandate.retentionDays))}${row(words.people, words.hidden + words.masks(camera.masks))}</dl>
</article>
`;
}
