import { Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { type IncidentId, type Place, type Position, positionWithin, type SignalId } from "@cordon/kernel";
import { Panel, ProblemLine, tell, useLanguage, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { ReportKind } from "../words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

function positionOf(place: Place): Position | undefined {
  return place.shape.type === "Point" ? place.shape.coordinates : positionWithin(place.shape);
}

/** What a person in the room knows and no camera saw: a report into the queue, or an incident at once. */
export function ReportForm(props: {
  readonly kind: "report" | "incident";
  readonly onClose: () => void;
  readonly onSignal: (signal: SignalId) => void;
  readonly onIncident: (incident: IncidentId) => void;
}) {
  const words = useCommandWords().report;
  const shell = useShellWords();
  const language = useLanguage();
  const { places } = useSurroundings();
  const raising = useOrder("command.raise-signal", ["command.list-signals"]);
  const opening = useOrder("command.open-incident", ["command.list-incidents"]);
  const [kind, setKind] = useState<ReportKind>("report");
  const [where, setWhere] = useState<string | null>(null);
  const [text, setText] = useState("");
  const place = places.find(({ id }) => id === where);
  const incident = props.kind === "incident";

  const send = async () => {
    const position = place === undefined ? undefined : positionOf(place);
    if (place === undefined || position === undefined || text.trim() === "") return;
    if (incident) {
      const answer = await opening.send({ title: text, priority: 2, position, place: place.id });
      if (answer.ok) props.onIncident(answer.output.incident);
      return;
    }
    const answer = await raising.send({ kind, note: text, position, place: place.id });
    if (!answer.ok) return;
    tell({ message: words.sent });
    props.onSignal(answer.output.signal);
  };

  return (
    <Panel
      label={incident ? words.incidentTitle : words.title}
      title={incident ? words.incidentTitle : words.title}
      onClose={props.onClose}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => event.key === "Escape" && props.onClose()}
      >
        {!incident && (
          <Select
            label={words.kind}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(ReportKind.catch("report").parse(value))}
            data={ReportKind.options.map((value) => ({ value, label: words.kinds[value] }))}
          />
        )}
        {incident ? (
          <TextInput
            label={words.titleField}
            description={shell.noPersonalData}
            required
            autoFocus
            maxLength={160}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <Textarea
            label={words.note}
            description={shell.noPersonalData}
            required
            autoFocus
            autosize
            minRows={2}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, " "))}
          />
        )}
        <Select
          label={words.place}
          placeholder={words.placeHint}
          required
          searchable
          limit={50}
          value={where}
          onChange={setWhere}
          data={places.map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
        <ProblemLine problem={raising.problem ?? opening.problem} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={props.onClose}>
            {shell.cancel}
          </Button>
          <Button
            type="submit"
            loading={raising.busy || opening.busy}
            disabled={place === undefined || text.trim() === ""}
          >
            {incident ? words.open : words.send}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
