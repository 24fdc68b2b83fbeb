import { Autocomplete, Button, Checkbox, Group, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { type Polygon, ringProblems } from "@cordon/kernel";
import { ProblemLine, tell, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import { AreaField, type OnTool } from "../fields/ShapeField.tsx";
import { type Zone, ZoneCode } from "../../words.ts";
import { useAccessWords } from "../words.ts";

const REGIMES = ["grey", "red", "blue", "black", "forbidden", "sensitive"];

export interface ZoneFormProps {
  /** Null for a new one. */
  readonly zone: Zone | null;
  readonly onTool: OnTool;
  readonly onDone: () => void;
}

/** A zone: its code and name, its regime, how many it holds, and its shape. */
export function ZoneForm({ zone, onTool, onDone }: ZoneFormProps) {
  const words = useAccessWords();
  const shell = useShellWords();
  const { zone: said } = words;
  const drawing = useOrder("access.draw-zone", ["access.show-perimeters", "access.zones-now"]);
  const [code, setCode] = useState<string>(zone?.code ?? "");
  const [fr, setFr] = useState(zone?.name.fr ?? "");
  const [en, setEn] = useState(zone?.name.en ?? "");
  const [regime, setRegime] = useState<string>(zone?.regime ?? "grey");
  const [capacity, setCapacity] = useState<number | "">(zone?.capacity ?? "");
  const [antiPassback, setAntiPassback] = useState(zone?.antiPassback ?? true);
  const [shape, setShape] = useState<Polygon | null>(zone?.shape ?? null);
  const checked = ZoneCode.safeParse(code);
  const sound = shape !== null && ringProblems(shape.coordinates).length === 0;
  const named = fr.trim() !== "" || en.trim() !== "";

  const send = async () => {
    if (!checked.success || shape === null) return;
    const answer = await drawing.send({
      place: zone?.place ?? null,
      code: checked.data,
      name: { fr: fr.trim() || en.trim(), en: en.trim() || fr.trim() },
      regime: regime.trim(),
      shape,
      capacity: capacity === "" ? null : capacity,
      antiPassback,
    });
    if (!answer.ok) return;
    tell({ message: said.saved(checked.data) });
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
          maxLength={6}
          value={code}
          error={code === "" || checked.success ? undefined : said.codeWrong}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
        <TextInput
          label={said.nameFr}
          description={said.nameHint}
          maxLength={120}
          value={fr}
          onChange={(event) => setFr(event.currentTarget.value)}
        />
        <TextInput
          label={said.nameEn}
          description={said.nameHint}
          maxLength={120}
          value={en}
          onChange={(event) => setEn(event.currentTarget.value)}
        />
        <Autocomplete
          label={said.regime}
          description={said.regimeHint}
          required
          size="sm"
          maxLength={40}
          value={regime}
          data={REGIMES}
          onChange={setRegime}
        />
        <NumberInput
          label={said.capacity}
          description={said.capacityHint}
          min={1}
          max={10_000_000}
          allowDecimal={false}
          value={capacity}
          onChange={(value) => setCapacity(typeof value === "number" ? value : "")}
        />
      </SimpleGrid>
      <Checkbox
        label={said.antiPassback}
        description={said.antiPassbackHint}
        checked={antiPassback}
        onChange={(event) => setAntiPassback(event.currentTarget.checked)}
      />
      <AreaField shape={shape} onShape={setShape} onTool={onTool} />
      <ProblemLine problem={drawing.problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button
          type="submit"
          loading={drawing.busy}
          disabled={!checked.success || !sound || !named || regime.trim() === ""}
        >
          {words.save}
        </Button>
      </Group>
    </form>
  );
}
