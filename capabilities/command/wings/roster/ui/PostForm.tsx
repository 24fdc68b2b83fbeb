import { Button, Group, TextInput } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { type MapTool, ProblemLine, tell, useLanguage, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { useOrder as useCommandOrder } from "../../../ui/doors.ts";
import { LocationField } from "../../calls/ui/LocationField.tsx";
import type { Where } from "../../calls/ui/where.ts";
import { usePlanWords } from "./plan-words.ts";
import classes from "./roster.module.css";

/** A post that nobody drew yet: what it is called in both languages, and where it is. */
export function PostForm({
  onTool,
  onDone,
}: {
  readonly onTool: (tool: MapTool | null) => void;
  /** @param place the new post; null when none was made */
  readonly onDone: (place: PlaceId | null) => void;
}) {
  const words = usePlanWords();
  const shell = useShellWords();
  const language = useLanguage();
  const { places } = useSurroundings();
  const drawing = useCommandOrder("command.draw-place", ["command.list-places"]);
  const [reference, setReference] = useState("");
  const [name, setName] = useState({ fr: "", en: "" });
  const [where, setWhere] = useState<{ readonly text: string; readonly chosen: Where | null }>({
    text: "",
    chosen: null,
  });
  const [picking, setPicking] = useState(false);
  // Drawn again under its reference, a place would move: here it is a slip.
  const taken = places.find((place) => place.reference === reference.trim());
  const said = { fr: name.fr.trim(), en: name.en.trim() };
  const whole =
    taken === undefined && reference.trim() !== "" && said.fr !== "" && said.en !== "" && where.chosen !== null;
  const save = async () => {
    if (!whole || where.chosen === null) return;
    const [lon, lat] = where.chosen.position;
    const answer = await drawing.send({
      ...{ reference: reference.trim(), kind: "post", name: said, regime: null },
      shape: { type: "Point", coordinates: [lon, lat] },
    });
    if (!answer.ok) return;
    tell({ message: words.postDrawn(said[language]) });
    onDone(answer.output.place);
  };
  return (
    <form
      className={classes.form}
      aria-label={words.newPost}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={words.postReference}
          description={words.postReferenceHint}
          required
          data-autofocus
          autoFocus
          maxLength={80}
          value={reference}
          error={taken === undefined ? undefined : words.postTaken(taken.name[language])}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        {(["fr", "en"] as const).map((each) => (
          <TextInput
            key={each}
            label={words.postName[each]}
            mt="auto"
            required
            maxLength={120}
            value={name[each]}
            onChange={(event) => setName({ ...name, [each]: event.currentTarget.value })}
          />
        ))}
      </div>
      <LocationField
        text={where.text}
        chosen={where.chosen}
        onChange={(text, chosen) => setWhere({ text, chosen })}
        problem={null}
        onTool={onTool}
        picking={picking}
        onPicking={setPicking}
      />
      <ProblemLine problem={drawing.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={() => onDone(null)}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={drawing.busy} disabled={!whole}>
          {words.drawPost}
        </Button>
      </Group>
    </form>
  );
}
