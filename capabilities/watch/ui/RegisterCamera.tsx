import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { type CameraId, type Place, type Position, positionWithin } from "@cordon/kernel";
import { ProblemLine, tell, useLanguage, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import { useOrder } from "./doors.ts";
import classes from "./watch.module.css";
import { useWatchWords } from "./words.ts";

const FIRST = {
  reference: "",
  nameFr: "",
  nameEn: "",
  address: "",
  place: null as string | null,
  heading: 0,
  view: 60,
  range: 60,
  purpose: "event-security",
  entry: true,
  object: true,
  dwell: 30,
};

function positionOf(place: Place): Position | undefined {
  return place.shape.type === "Point" ? place.shape.coordinates : positionWithin(place.shape);
}

/** Registers a camera: where it stands, where it looks, what for, and where its picture comes from. */
export function RegisterCamera({
  places,
  onRegistered,
}: {
  readonly places: readonly Place[];
  /** On to the camera, whose ground and zones come next. */
  readonly onRegistered: (camera: CameraId) => void;
}) {
  const words = useWatchWords();
  const { form } = words;
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const registering = useOrder("watch.register-camera", ["watch.list-cameras"]);
  const [said, setSaid] = useState(FIRST);
  const say = (part: Partial<typeof FIRST>) => setSaid({ ...said, ...part });
  const place = places.find(({ id }) => id === said.place);
  const position = place === undefined ? undefined : positionOf(place);
  const complete =
    said.reference.trim() !== "" && said.address.trim() !== "" && position !== undefined && (said.entry || said.object);

  const send = async () => {
    if (position === undefined || place === undefined || !complete) return;
    const answer = await registering.send({
      reference: said.reference,
      name: { fr: said.nameFr || said.reference, en: said.nameEn || said.nameFr || said.reference },
      place: place.id,
      position,
      headingDegrees: said.heading,
      fieldOfViewDegrees: said.view,
      rangeMetres: said.range,
      purpose: said.purpose,
      address: said.address,
      scene: {
        events: [
          ...(said.entry ? [{ kind: "zone-entry" as const }] : []),
          ...(said.object ? [{ kind: "abandoned-object" as const, dwellSeconds: said.dwell }] : []),
        ],
      },
    });
    if (!answer.ok) return;
    tell({ message: words.registered });
    setSaid(FIRST);
    onRegistered(answer.output.camera);
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          label={form.reference}
          placeholder={form.referenceHint}
          required
          maxLength={80}
          value={said.reference}
          onChange={(event) => say({ reference: event.currentTarget.value })}
        />
        <Select
          label={form.place}
          required
          searchable
          limit={50}
          value={said.place}
          onChange={(value) => say({ place: value })}
          data={places.map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
        <TextInput
          label={form.nameFr}
          maxLength={120}
          value={said.nameFr}
          onChange={(event) => say({ nameFr: event.currentTarget.value })}
        />
        <TextInput
          label={form.nameEn}
          maxLength={120}
          value={said.nameEn}
          onChange={(event) => say({ nameEn: event.currentTarget.value })}
        />
      </SimpleGrid>
      <TextInput
        label={form.address}
        description={form.addressHint}
        required
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        value={said.address}
        onChange={(event) => say({ address: event.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <NumberInput
          label={form.heading}
          min={0}
          max={359}
          value={said.heading}
          onChange={(value) => say({ heading: Number(value) })}
        />
        <NumberInput
          label={form.view}
          min={1}
          max={360}
          value={said.view}
          onChange={(value) => say({ view: Number(value) })}
        />
        <NumberInput
          label={form.range}
          min={1}
          max={5000}
          value={said.range}
          onChange={(value) => say({ range: Number(value) })}
        />
      </SimpleGrid>
      <TextInput
        label={form.purpose}
        required
        maxLength={80}
        value={said.purpose}
        onChange={(event) => say({ purpose: event.currentTarget.value })}
      />
      <fieldset className={classes.events}>
        <legend>{form.events}</legend>
        <Checkbox
          label={vocabulary.signal["zone-entry"]}
          checked={said.entry}
          onChange={(event) => say({ entry: event.currentTarget.checked })}
        />
        <Checkbox
          label={vocabulary.signal["abandoned-object"]}
          checked={said.object}
          onChange={(event) => say({ object: event.currentTarget.checked })}
        />
        {said.object && (
          <NumberInput
            label={form.dwell}
            min={1}
            max={3600}
            value={said.dwell}
            onChange={(value) => say({ dwell: Number(value) })}
          />
        )}
      </fieldset>
      <ProblemLine problem={registering.problem} />
      <Group justify="flex-end">
        <Button type="submit" loading={registering.busy} disabled={!complete}>
          {form.send}
        </Button>
      </Group>
    </form>
  );
}
