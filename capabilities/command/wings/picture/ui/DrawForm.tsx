import { Button, Group, Input, SegmentedControl, Select, TextInput } from "@mantine/core";
import { ContingentId, IncidentId, type Position } from "@cordon/kernel";
import { AffiliationFrame, isEscape, type MapTool, ProblemLine, tell, useShellWords } from "@cordon/ui";
import { useEffect, useState } from "react";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import { Affiliation, type Audience, type Overlay } from "../words.ts";
import { type Drawing, drawStroke, type Stroke } from "./drawing.ts";
import { backwards, EVERYTHING, FenceFields, type Watched } from "./FenceFields.tsx";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

const KINDS = ["fence", "area", "line", "arrow", "mark", "text"] as const;
type Kind = (typeof KINDS)[number];
const STROKE: Readonly<Record<Kind, Stroke>> = {
  fence: "area",
  area: "area",
  line: "line",
  arrow: "line",
  mark: "point",
  text: "point",
};
const FEWEST: Readonly<Record<Stroke, number>> = { point: 1, line: 2, area: 3 };

/** Draws a fence or something for others to see: what, its name, for whom, and where on the map. */
export function DrawForm({
  onTool,
  onDone,
}: {
  readonly onTool: (tool: MapTool | null) => void;
  readonly onDone: () => void;
}) {
  const words = usePictureWords();
  const shell = useShellWords();
  const [kind, setKind] = useState<Kind>("fence");
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [watched, setWatched] = useState<Watched>(EVERYTHING);
  const [audience, setAudience] = useState("all");
  const [affiliation, setAffiliation] = useState<Affiliation | null>(null);
  const [positions, setPositions] = useState<readonly Position[]>([]);
  const [hand, setHand] = useState<Drawing | null>(null);
  const fencing = useOrder("command.draw-fence", ["command.list-fences"]);
  const drawing = useOrder("command.draw-overlay", ["command.list-overlays"]);
  const stroke = STROKE[kind];
  useEffect(() => {
    setPositions([]);
    const taken = drawStroke({ stroke, positions: [], max: 500, onPositions: setPositions });
    setHand(taken);
    onTool(taken.tool);
    return () => onTool(null);
  }, [stroke, onTool]);

  const ready =
    name.trim() !== "" &&
    positions.length >= FEWEST[stroke] &&
    (kind !== "text" || text.trim() !== "") &&
    !(kind === "fence" && backwards(watched));
  const save = async () => {
    if (!ready) return;
    const [first] = positions;
    if (first === undefined) return;
    const area = { type: "Polygon" as const, coordinates: [[...positions, first]] };
    const sent =
      kind === "fence"
        ? await fencing.send({ name, area, ...watched })
        : await drawing.send({
            ...{ name, text, style: kind, audience: audienceOf(audience) },
            shape: shapeOf(stroke, positions, first),
            ...(affiliation === null ? {} : { affiliation }),
          });
    if (!sent.ok) return;
    tell({ message: words.drawn(name) });
    onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.what}
        value={kind}
        onChange={setKind}
        data={KINDS.map((value) => ({ value, label: words.kind[value] }))}
      />
      <TextInput
        label={words.name}
        description={shell.noPersonalData}
        required
        maxLength={80}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind !== "fence" && (
        <TextInput
          label={words.text}
          required={kind === "text"}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {kind === "fence" ? (
        <FenceFields watched={watched} onWatched={setWatched} />
      ) : (
        <>
          <Whose value={affiliation} onChange={setAffiliation} />
          <For value={audience} onChange={setAudience} />
        </>
      )}
      <div className={classes.drawn}>
        <p className={classes.hint} role="status">
          {words.clicks[stroke]} {words.positions(positions.length)}.
        </p>
        <Button variant="default" size="compact-sm" disabled={positions.length === 0} onClick={() => hand?.takeBack()}>
          {words.takeBack}
        </Button>
      </div>
      <ProblemLine problem={fencing.problem ?? drawing.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={fencing.busy || drawing.busy} disabled={!ready}>
          {words.save}
        </Button>
      </Group>
    </form>
  );
}

/** Whose it is: told by its frame and its word, as on the map. */
function Whose({
  value,
  onChange,
}: {
  readonly value: Affiliation | null;
  readonly onChange: (value: Affiliation | null) => void;
}) {
  const words = usePictureWords();
  return (
    <Input.Wrapper label={words.affiliation} description={words.affiliationHint}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.affiliation}
        value={value ?? "none"}
        onChange={(chosen) => onChange(Affiliation.options.find((each) => each === chosen) ?? null)}
        data={[
          { value: "none", label: words.noAffiliation },
          ...Affiliation.options.map((each) => ({
            value: each,
            label: (
              <span className={classes.whose}>
                <AffiliationFrame of={each} />
                {words.affiliations[each]}
              </span>
            ),
          })),
        ]}
      />
    </Input.Wrapper>
  );
}

function For({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const words = usePictureWords();
  const contingents = useAnswer("command.list-contingents", {});
  const incidents = useAnswer("command.list-incidents", { state: "open", limit: 100 });
  return (
    <Select
      label={words.for}
      allowDeselect={false}
      searchable
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      data={[
        { value: "all", label: words.all },
        {
          group: words.contingents,
          items: (contingents.state === "shown" ? contingents.data.contingents : []).map(({ id, name, nation }) => ({
            value: `contingent:${id}`,
            label: `${nation} · ${name}`,
          })),
        },
        {
          group: words.incidents,
          items: (incidents.state === "shown" ? incidents.data.incidents : []).map(({ id, number, title }) => ({
            value: `incident:${id}`,
            label: `${number}. ${title}`,
          })),
        },
      ]}
    />
  );
}

function audienceOf(value: string): Audience {
  const id = value.slice(value.indexOf(":") + 1);
  if (value.startsWith("contingent:")) return { to: "contingent", contingent: ContingentId.parse(id) };
  return value.startsWith("incident:") ? { to: "incident", incident: IncidentId.parse(id) } : { to: "all" };
}

function shapeOf(stroke: Stroke, positions: readonly Position[], first: Position): Overlay["shape"] {
  switch (stroke) {
    case "point":
      return { type: "Point", coordinates: first };
    case "line":
      return { type: "LineString", coordinates: positions };
    case "area":
      return { type: "Polygon", coordinates: [[...positions, first]] };
  }
}
