import type { Actor, Exhibit, Instant, SignalKind, TaskState } from "@cordon/kernel";
import { millisecondsOf } from "@cordon/kernel";
import type { IncidentView, LogLine, SignalView, TaskView } from "../../../words.ts";
import { isEnteredForUnit, LOG_WORDS } from "../../../words/log.ts";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import type { PartView, StepView, TaskClock } from "../words.ts";
import { type ReportLanguage, REPORT_WORDS, type ReportWords } from "./words.ts";

/** All that stands in the journal about an incident, for those who were not there. */
export interface Facts {
  readonly incident: IncidentView;
  readonly place: { readonly fr: string; readonly en: string } | null;
  readonly log: readonly LogLine[];
  readonly tasks: readonly TaskView[];
  readonly clocks: readonly TaskClock[];
  readonly signals: readonly SignalView[];
  readonly steps: readonly StepView[];
  readonly parts: readonly PartView[];
  readonly checkpoint: { readonly origin: string; readonly size: string; readonly root: string };
}

/** The report before it is drawn: sections of lines, nothing of fonts and pages. */
export interface Report {
  readonly language: ReportLanguage;
  readonly title: string;
  readonly subtitle: string;
  /** The last moment it tells of: the same facts make the same report, whenever it is printed. */
  readonly at: Instant;
  readonly sections: readonly Section[];
  readonly exhibits: readonly Exhibit[];
  readonly foot: string;
}
export interface Section {
  readonly heading: string;
  readonly lines: readonly { readonly lead: string; readonly text: string }[];
}

export function reportOf(facts: Facts, language: ReportLanguage, timeZone: string): Report {
  const words = REPORT_WORDS[language];
  const { incident, log, checkpoint } = facts;
  const time = clockIn(language, timeZone);
  const at = log.at(-1)?.at ?? incident.openedAt;
  const exhibits = [...facts.signals.flatMap((signal) => signal.exhibits), ...log.flatMap((line) => line.exhibits)];
  const unique = [...new Map(exhibits.map((exhibit) => [exhibit.blob, exhibit])).values()];
  return {
    language,
    title: `${words.title} ${incident.number}`,
    subtitle: incident.title,
    at,
    exhibits: unique,
    sections: [
      { heading: words.headings.incident, lines: head(facts, words, language, time) },
      { heading: words.headings.measures, lines: measures(facts, words) },
      { heading: words.headings.steps, lines: steps(facts, words, language, time) },
      { heading: words.headings.tasks, lines: tasks(facts, words, time) },
      { heading: words.headings.signals, lines: signals(facts, words, language, time) },
      {
        heading: words.headings.log,
        lines: log.map((line) => ({
          lead: `${time(line.at)}  #${line.seq}`,
          text: logText(line, words, language),
        })),
      },
      {
        heading: words.headings.exhibits,
        lines: unique.map(({ blob, mediaType, bytes }) => ({
          lead: mediaType,
          text: `${blob} (${bytes} ${words.bytes})`,
        })),
      },
      {
        heading: words.headings.proof,
        lines: [
          { lead: words.journal, text: checkpoint.origin },
          { lead: words.entries, text: checkpoint.size },
          { lead: words.root, text: checkpoint.root },
          { lead: "", text: words.verify },
        ],
      },
    ],
    foot: words.foot,
  };
}

type Time = (at: Instant) => string;

function clockIn(language: ReportLanguage, timeZone: string): Time {
  const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    ...{ timeZone, day: "2-digit", month: "2-digit", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  });
  return (at) => format.format(millisecondsOf(at)).replace(", ", " ");
}

function head({ incident, place, log, parts }: Facts, words: ReportWords, language: ReportLanguage, time: Time) {
  const commanders = log
    .filter(({ kind }) => kind === "incident.opened" || kind === "incident.handed-over")
    .map(({ by, at }) => `${who(by, words)} (${time(at)})`);
  const [lon, lat] = incident.position ?? [null, null];
  const position = lon === null || lat === null ? words.nowhere : `${lat.toFixed(5)}, ${lon.toFixed(5)} (WGS84)`;
  return [
    { lead: words.kind, text: kindName(incident.kind, language) },
    { lead: words.priority, text: String(incident.priority) },
    { lead: words.place, text: place === null ? position : `${place[language]}, ${position}` },
    { lead: words.state, text: words.states[incident.state] },
    { lead: words.opened, text: time(incident.openedAt) },
    ...(incident.closedAt === null ? [] : [{ lead: words.closed, text: time(incident.closedAt) }]),
    ...(incident.outcome === null ? [] : [{ lead: words.outcome, text: incident.outcome }]),
    { lead: words.commanders, text: commanders.join(" → ") },
    ...parts.map((part) => ({ lead: words.relations[part.relation], text: `${part.number}. ${part.title}` })),
  ];
}

function measures({ incident, signals: told, clocks }: Facts, words: ReportWords) {
  const noticed = told.map(({ noticedAt }) => noticedAt).toSorted()[0];
  const waits = clocks.flatMap(({ offeredAt, acknowledgedAt }) =>
    acknowledgedAt === null ? [] : [secondsBetween(offeredAt, acknowledgedAt)],
  );
  const sorted = waits.toSorted((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return [
    ...(noticed === undefined || noticed > incident.openedAt
      ? []
      : [{ lead: words.toDecision, text: duration(secondsBetween(noticed, incident.openedAt)) }]),
    {
      lead: words.toAcknowledge,
      text: median === undefined ? words.unknown : `${duration(median)} / ${duration(sorted.at(-1) ?? median)}`,
    },
    {
      lead: words.openFor,
      text: incident.closedAt === null ? words.unknown : duration(secondsBetween(incident.openedAt, incident.closedAt)),
    },
  ];
}

function steps({ steps: all }: Facts, words: ReportWords, language: ReportLanguage, time: Time) {
  return all.map((step) => {
    const late = step.state === "done" && step.dueAt !== null && step.at !== null && step.at > step.dueAt;
    const parts = [
      words.steps[step.state],
      ...(step.at === null ? [] : [time(step.at)]),
      ...(step.by === null ? [] : [who(step.by, words)]),
      ...(late ? [words.late] : []),
      ...(step.state === "waiting" && step.required ? [words.notDone] : []),
      ...(step.said === "" ? [] : [step.said]),
    ];
    return { lead: step.text[language], text: parts.join(" · ") };
  });
}

function tasks({ tasks: all, clocks }: Facts, words: ReportWords, time: Time) {
  return all.map((task) => {
    const clock = clocks.find((each) => each.task === task.id);
    const moments = [
      [words.offered, clock?.offeredAt ?? task.offeredAt],
      [words.acknowledged, clock?.acknowledgedAt ?? null],
      [words.started, clock?.startedAt ?? null],
      [ended(task.state, words), clock?.endedAt ?? null],
    ] as const;
    let last: Instant | null = null;
    const said: string[] = [];
    for (const [name, at] of moments) {
      if (at === null) continue;
      said.push(last === null ? `${name} ${time(at)}` : `${name} +${duration(secondsBetween(last, at))}`);
      last = at;
    }
    const text = [task.order, said.join(", "), ...saidOf(task, words)].join(" · ");
    return { lead: task.callSign, text };
  });
}

function saidOf({ said, takenBy }: TaskView, words: ReportWords): readonly string[] {
  if (takenBy !== null) return [words.takenBy(takenBy)];
  return said === "" ? [] : [said];
}

const ended = (state: TaskState, words: ReportWords) => words.tasks[state];

function signals({ signals: all }: Facts, words: ReportWords, language: ReportLanguage, time: Time) {
  return all.map((signal) => {
    const parts = [
      kindName(signal.kind, language),
      ...(signal.note === "" ? [] : [signal.note]),
      words.signals[signal.state],
      ...(signal.decidedAt === null ? [] : [time(signal.decidedAt)]),
      ...(signal.decidedBy === null ? [] : [who(signal.decidedBy, words)]),
    ];
    return { lead: time(signal.noticedAt), text: parts.join(" · ") };
  });
}

function logText(line: LogLine, words: ReportWords, language: ReportLanguage): string {
  const step = line.stepText?.[language] ?? line.step;
  const { typed } = line;
  const parts = [
    line.callSign ?? who(line.by, words),
    LOG_WORDS[language][line.kind],
    ...(isEnteredForUnit(line) ? [words.enteredBy(who(line.by, words))] : []),
    ...(step === null ? [] : [step]),
    ...(typed === null ? [] : [kindName(typed.kind, language)]),
    ...(typed === null || typed.checklist === null ? [] : [`${words.headings.steps}: ${typed.checklist[language]}`]),
    // Who was named is said by who took over; an id says nothing to a reader.
    ...(line.text === "" || line.kind === "incident.handed-over" ? [] : [line.text]),
    ...(line.exhibits.length === 0
      ? []
      : [`${words.files}: ${line.exhibits.map(({ blob }) => blob.slice(0, 12)).join(", ")}`]),
  ];
  return parts.join(" · ");
}

/** Never a name: the last characters of who it was in the journal. */
function who(actor: Actor, words: ReportWords): string {
  return actor.kind === "system" ? words.system : `${words.actors[actor.kind]} ${actor.id.slice(-6)}`;
}

function kindName(kind: SignalKind, language: ReportLanguage): string {
  return STANDARD_PROCEDURES.find((each) => each.kind === kind)?.name[language] ?? kind;
}

function secondsBetween(from: Instant, until: Instant): number {
  return Math.max(0, Math.round((millisecondsOf(until) - millisecondsOf(from)) / 1000));
}

/** `1:02:03`, `02:03`. */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}
