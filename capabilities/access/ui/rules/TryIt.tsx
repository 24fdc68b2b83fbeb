import { NumberInput, SimpleGrid } from "@mantine/core";
import { Instant, instantOf } from "@cordon/kernel";
import { Empty, Section, ToneMark, useLanguage, useNowMs } from "@cordon/ui";
import { useMemo, useState } from "react";
import classes from "../access.module.css";
import { Moment } from "../fields/CalendarField.tsx";
import { OneOf, useCategoryName } from "../fields/Choices.tsx";
import { caseOf, type Example } from "../../rules/example.ts";
import { judge } from "../../rules/judge.ts";
import { prepare } from "../../rules/prepared.ts";
import { CategoryCode, KNOWN_CATEGORIES, Means, type Perimeters, type RuleSet } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { toneOfVerdict } from "../verdict.ts";
import { useVerdictSentence } from "./names.ts";

const BEGINNING = Instant.parse("0001-01-01T00:00:00.000Z");
const END = Instant.parse("9000-01-01T00:00:00.000Z");

/** Somebody at a gate, and what the draft says to it: judged here, by the very rules the gates run. */
export function TryIt({ draft }: { readonly draft: Perimeters }) {
  const words = useAccessWords();
  const { tryIt: said } = words;
  const language = useLanguage();
  const nowMs = useNowMs();
  const nameOf = useCategoryName(draft.categories);
  const verdictSentence = useVerdictSentence(draft);
  const [first] = draft.gates;
  const [chosen, setChosen] = useState<Omit<Example, "gate"> & { readonly gate: Example["gate"] | null }>(() => ({
    category: CategoryCode.parse("resident"),
    pass: "here",
    ageYears: 12,
    means: "foot",
    at: instantOf(nowMs),
    gate: first?.place ?? null,
  }));
  const prepared = useMemo(() => prepare(asIfPublished(draft)), [draft]);
  const gate = draft.gates.find(({ place }) => place === chosen.gate) ?? first;
  if (gate === undefined) return <Empty title={said.noGate}>{said.noGateHint}</Empty>;
  const example: Example = { ...chosen, gate: gate.place };
  const verdict = judge(prepared, caseOf(prepared, example));
  const say = (part: Partial<Example>) => setChosen({ ...chosen, ...part });
  const shown = example.pass === null ? "none" : example.pass === "here" ? "here" : (example.pass[0] ?? "none");
  const codes = [
    ...new Set([
      ...draft.categories.map(({ code }) => code),
      ...KNOWN_CATEGORIES.map((code) => CategoryCode.parse(code)),
    ]),
  ];
  return (
    <Section title={said.title}>
      <div className={classes.form}>
        <p className={classes.intro}>{said.intro}</p>
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
          <OneOf
            label={said.who}
            value={example.category ?? CategoryCode.parse("visitor")}
            of={codes.map((value) => ({ value, label: nameOf(value) }))}
            onValue={(category) => say({ category })}
          />
          <NumberInput
            label={said.age}
            placeholder={said.unknownAge}
            min={0}
            max={130}
            allowDecimal={false}
            value={example.ageYears ?? ""}
            onChange={(value) => say({ ageYears: typeof value === "number" ? value : null })}
          />
          <OneOf
            label={said.means}
            value={example.means}
            of={Means.options.map((value) => ({ value, label: words.means[value] }))}
            onValue={(means) => say({ means })}
          />
          <Moment label={said.when} at={example.at} timeZone={draft.timeZone} onMoment={(at) => say({ at })} />
          <OneOf
            label={said.gate}
            value={gate.place}
            of={draft.gates.map((each) => ({ value: each.place, label: `${each.code} – ${each.name[language]}` }))}
            onValue={(place) => say({ gate: place })}
          />
          <OneOf
            label={said.pass}
            value={shown}
            of={[
              { value: "here", label: said.passHere },
              ...draft.zones.map(({ code, name }) => ({
                value: code,
                label: said.passFor(`${code} – ${name[language]}`),
              })),
              { value: "none", label: said.noPass },
            ]}
            onValue={(value) => say({ pass: passOf(value, draft) })}
          />
        </SimpleGrid>
        <output className={classes.verdict} data-verdict={verdict.is} aria-live="polite">
          <ToneMark tone={toneOfVerdict(verdict.is)} size={24} />
          <div>
            <strong>{words.verdict[verdict.is]}</strong>
            <p>{verdictSentence(verdict)}</p>
          </div>
        </output>
      </div>
    </Section>
  );
}

/** The draft as if it were published for ever: what is tried out are its rules, not its validity. */
function asIfPublished(draft: Perimeters): RuleSet {
  return { ...draft, number: 1, publishedAt: BEGINNING, valid: { from: BEGINNING, until: END } };
}

function passOf(value: string, draft: Perimeters): Example["pass"] {
  if (value === "here") return "here";
  const zone = draft.zones.find(({ code }) => code === value);
  return zone === undefined ? null : [zone.code];
}
