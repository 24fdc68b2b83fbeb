import { Button, Group, SimpleGrid, TextInput } from "@mantine/core";
import type { Point } from "@cordon/kernel";
import { ProblemLine, tell, useLanguage, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { CalendarField } from "../fields/CalendarField.tsx";
import { OneOf } from "../fields/Choices.tsx";
import { LanesField } from "../fields/LanesField.tsx";
import { type OnTool, PointField } from "../fields/ShapeField.tsx";
import { ALWAYS, type Calendar, Gate, type Lane, LaneCode, SiteCode, type Zone } from "../../words.ts";
import { useAccessWords } from "../words.ts";

export interface GateFormProps {
  /** Null for a new one. */
  readonly gate: Gate | null;
  readonly zones: readonly Zone[];
  readonly timeZone: string;
  readonly onTool: OnTool;
  readonly onDone: () => void;
}

const FIRST_LANES: readonly Lane[] = [
  { code: "A", direction: "in", means: [] },
  { code: "B", direction: "out", means: [] },
];

/** A gate: what its sign says, which zone it leads into, where it stands, its lanes and its hours. */
export function GateForm({ gate, zones, timeZone, onTool, onDone }: GateFormProps) {
  const words = useAccessWords();
  const shell = useShellWords();
  const language = useLanguage();
  const nowMs = useNowMs();
  const { gate: said } = words;
  const drawing = useOrder("access.draw-gate", ["access.show-perimeters", "access.gates-now"]);
  const [code, setCode] = useState(gate?.code ?? "");
  const [fr, setFr] = useState(gate?.name.fr ?? "");
  const [en, setEn] = useState(gate?.name.en ?? "");
  const [zone, setZone] = useState(gate?.zone ?? zones[0]?.code ?? null);
  const [site, setSite] = useState<string>(gate?.site ?? "");
  const [lanes, setLanes] = useState<readonly Lane[]>(gate?.lanes ?? FIRST_LANES);
  const [hours, setHours] = useState<Calendar>(gate?.hours ?? ALWAYS);
  const [at, setAt] = useState<Point | null>(gate === null ? null : { type: "Point", coordinates: gate.position });
  const checkedCode = Gate.shape.code.safeParse(code);
  const checkedSite = SiteCode.safeParse(site);
  const lanesFit =
    lanes.every((lane) => LaneCode.safeParse(lane.code).success) &&
    new Set(lanes.map((lane) => lane.code)).size === lanes.length;
  const periods = [...hours.spans, ...hours.except].every(({ from, until }) => from < until);
  const named = fr.trim() !== "" || en.trim() !== "";

  const send = async () => {
    if (!checkedCode.success || !checkedSite.success || zone === null || at === null) return;
    const answer = await drawing.send({
      place: gate?.place ?? null,
      code: checkedCode.data,
      name: { fr: fr.trim() || en.trim(), en: en.trim() || fr.trim() },
      position: at.coordinates,
      zone,
      site: checkedSite.data,
      lanes,
      hours,
    });
    if (!answer.ok) return;
    tell({ message: said.saved(checkedCode.data) });
    onDone();
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <TextInput
          label={said.code}
          description={said.codeHint}
          required
          autoFocus
          maxLength={8}
          value={code}
          error={code === "" || checkedCode.success ? undefined : said.codeWrong}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
        <TextInput
          label={words.zone.nameFr}
          description={words.zone.nameHint}
          maxLength={120}
          value={fr}
          onChange={(event) => setFr(event.currentTarget.value)}
        />
        <TextInput
          label={words.zone.nameEn}
          description={words.zone.nameHint}
          maxLength={120}
          value={en}
          onChange={(event) => setEn(event.currentTarget.value)}
        />
        {zone !== null && (
          <OneOf
            label={said.zone}
            value={zone}
            of={zones.map((each) => ({ value: each.code, label: `${each.code} – ${each.name[language]}` }))}
            onValue={setZone}
          />
        )}
        <TextInput
          label={said.site}
          description={said.siteHint}
          required
          maxLength={40}
          value={site}
          error={site === "" || checkedSite.success ? undefined : said.siteWrong}
          onChange={(event) => setSite(event.currentTarget.value.toLowerCase())}
        />
      </SimpleGrid>
      <PointField shape={at} onShape={setAt} onTool={onTool} />
      <LanesField lanes={lanes} onLanes={setLanes} />
      <CalendarField
        calendar={hours}
        timeZone={timeZone}
        legend={said.hours}
        always={said.always}
        nowMs={nowMs}
        onCalendar={setHours}
      />
      <ProblemLine problem={drawing.problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button
          type="submit"
          loading={drawing.busy}
          disabled={!checkedCode.success || !checkedSite.success || !lanesFit || !periods || !named || at === null}
        >
          {words.save}
        </Button>
      </Group>
    </form>
  );
}
