import { Button, Group, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { type Instant, instantOf, type PassNumber } from "@cordon/kernel";
import { Answered, Empty, ProblemLine, Section, useLanguage, useNowMs } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useAnswer, useOrder } from "../doors.ts";
import { Moment } from "../fields/CalendarField.tsx";
import { CodesChoice, OneOf, useCategoryName } from "../fields/Choices.tsx";
import { CategoryCode, Holder, KNOWN_CATEGORIES, type Perimeters, PassRequest, type ZoneCode } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { IssuedPass } from "./IssuedPass.tsx";

const WEEK_MS = 7 * 24 * 60 * 60_000;
const QUARTER_MS = 15 * 60_000;
const HOLDERS = ["person", "vehicle"] as const;

/** One pass, for whoever stands at the desk. */
export function IssueOne() {
  const words = useAccessWords().passes;
  const answer = useAnswer("access.show-perimeters", {});
  return (
    <Section title={words.tabs.one}>
      <Answered of={answer}>
        {({ draft }) =>
          draft.zones.length === 0 ? <Empty title={words.noZones}>{words.noZonesHint}</Empty> : <Form draft={draft} />
        }
      </Answered>
    </Section>
  );
}

function Form({ draft }: { readonly draft: Perimeters }) {
  const words = useAccessWords();
  const { passes: said } = words;
  const language = useLanguage();
  const nowMs = useNowMs();
  const nameOf = useCategoryName(draft.categories);
  const issuing = useOrder("access.issue-passes", ["access.list-passes"]);
  const [category, setCategory] = useState(CategoryCode.parse("resident"));
  const [zones, setZones] = useState<readonly ZoneCode[]>([]);
  const [from, setFrom] = useState<Instant>(() => instantOf(Math.floor(nowMs / QUARTER_MS) * QUARTER_MS));
  const [until, setUntil] = useState<Instant>(() => instantOf(Math.floor(nowMs / QUARTER_MS) * QUARTER_MS + WEEK_MS));
  const [kind, setKind] = useState<Holder["kind"]>("person");
  const [initials, setInitials] = useState("");
  const [birthYear, setBirthYear] = useState<number | "">("");
  const [plate, setPlate] = useState("");
  const [issued, setIssued] = useState<{ readonly number: PassNumber; readonly text: string } | null>(null);
  if (issued !== null) return <IssuedPass {...issued} onAnother={() => setIssued(null)} />;

  const codes = new Set([
    ...draft.categories.map(({ code }) => code),
    ...KNOWN_CATEGORIES.map((code) => CategoryCode.parse(code)),
  ]);
  const holder = Holder.safeParse(
    kind === "person" ? { kind, initials, birthYear: birthYear === "" ? Number.NaN : birthYear } : { kind, plate },
  );
  const request = PassRequest.safeParse({
    category,
    zones,
    notBefore: from,
    notAfter: until,
    holder: holder.success ? holder.data : null,
  });
  const send = async () => {
    if (!request.success) return;
    const answer = await issuing.send({ requests: [request.data] });
    if (!answer.ok) return;
    setIssued(answer.output.passes[0] ?? null);
    setInitials("");
    setBirthYear("");
    setPlate("");
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className={classes.intro}>{said.minimal}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <OneOf
          label={said.category}
          value={category}
          of={[...codes].map((value) => ({ value, label: nameOf(value) }))}
          onValue={setCategory}
        />
        <CodesChoice
          label={said.zones}
          placeholder={said.zonesHint}
          codes={zones}
          from={draft.zones.map(({ code, name }) => ({ value: code, label: `${code} – ${name[language]}` }))}
          onCodes={setZones}
        />
        <Moment label={said.from} at={from} timeZone={draft.timeZone} onMoment={setFrom} />
        <Moment
          label={said.until}
          at={until}
          timeZone={draft.timeZone}
          error={from < until ? undefined : words.calendar.backwards}
          onMoment={setUntil}
        />
        <OneOf
          label={said.holder}
          value={kind}
          of={HOLDERS.map((value) => ({ value, label: said.holders[value] }))}
          onValue={setKind}
        />
        {kind === "person" ? (
          <Group gap="sm" align="flex-start">
            <TextInput
              label={said.initials}
              required
              w={96}
              maxLength={3}
              autoComplete="off"
              value={initials}
              onChange={(event) => setInitials(event.currentTarget.value.toUpperCase())}
            />
            <NumberInput
              label={said.birthYear}
              required
              w={160}
              min={1900}
              max={2100}
              clampBehavior="none"
              allowDecimal={false}
              hideControls
              value={birthYear}
              onChange={(value) => setBirthYear(typeof value === "number" ? value : "")}
            />
          </Group>
        ) : (
          <TextInput
            label={said.plate}
            placeholder="AB-123-CD"
            required
            maxLength={12}
            autoComplete="off"
            value={plate}
            onChange={(event) => setPlate(event.currentTarget.value.toUpperCase())}
          />
        )}
      </SimpleGrid>
      <ProblemLine problem={issuing.problem} />
      <Group justify="flex-end">
        <Button type="submit" loading={issuing.busy} disabled={!request.success}>
          {said.issue}
        </Button>
      </Group>
    </form>
  );
}
