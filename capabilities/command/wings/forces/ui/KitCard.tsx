import { Button, Group, Textarea, TextInput } from "@mantine/core";
import type { UnitId } from "@cordon/kernel";
import { Facts, ProblemLine, wordOf } from "@cordon/ui";
import { useState } from "react";
import { useOrder } from "../../../ui/doors.ts";
import { type KitText, kitIn, kitText } from "../rules/kit-text.ts";
import type { Kit } from "../words/kit.ts";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./forces.module.css";
import { useForcesWords } from "./words.ts";

/** What a unit carries: its radios, its equipment, what its members speak. Never who they are. */
export function KitCard({
  unit,
  kit,
  mayArrange,
}: {
  readonly unit: UnitId;
  readonly kit: Kit;
  readonly mayArrange: boolean;
}) {
  const words = useForcesWords();
  const [editing, setEditing] = useState<KitText | null>(null);
  if (editing !== null)
    return <KitForm unit={unit} text={editing} onText={setEditing} onDone={() => setEditing(null)} />;
  const { radios, equipment, languages } = kit;
  return (
    <>
      <Facts
        of={[
          [
            words.radios,
            radios.length === 0
              ? "–"
              : radios
                  .map(({ callSign, channel }) => (channel === "" ? callSign : `${callSign} (${channel})`))
                  .join(", "),
          ],
          [
            words.carries,
            equipment.length === 0
              ? "–"
              : equipment
                  .map(({ kind, count }) => `${wordOf(words.equipment, kind)}${count === 1 ? "" : ` × ${count}`}`)
                  .join(", "),
          ],
          [words.speaks, languages === null ? words.languagesAsContingent : languages.join(", ")],
        ]}
      />
      {mayArrange && (
        <Group>
          <Button variant="default" size="compact-sm" onClick={() => setEditing(kitText(kit))}>
            {words.editKit}
          </Button>
        </Group>
      )}
    </>
  );
}

function KitForm({
  unit,
  text,
  onText,
  onDone,
}: {
  readonly unit: UnitId;
  readonly text: KitText;
  readonly onText: (text: KitText) => void;
  readonly onDone: () => void;
}) {
  const words = useForcesWords();
  const equipping = useOrder("command.equip-unit", [
    "command.show-unit",
    "command.find-units",
    "command.suggest-units",
  ]);
  const { kit, wrong } = kitIn(text);
  const error = (part: keyof KitText) => (wrong[part] === undefined ? undefined : `${words.kitFault}${wrong[part]}`);
  const save = async () => {
    if (kit === null) return;
    const { languages, radios, equipment } = kit;
    const said = {
      languages: languages === null ? null : [...languages],
      radios: [...radios],
      equipment: [...equipment],
    };
    if ((await equipping.send({ unit, ...said })).ok) onDone();
  };
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        label={words.radios}
        description={words.radiosHint}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        spellCheck={false}
        value={text.radios}
        error={error("radios")}
        onChange={(event) => onText({ ...text, radios: event.currentTarget.value })}
      />
      <Textarea
        label={words.carries}
        description={words.equipmentHint}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        spellCheck={false}
        value={text.equipment}
        error={error("equipment")}
        onChange={(event) => onText({ ...text, equipment: event.currentTarget.value })}
      />
      <TextInput
        label={words.speaks}
        placeholder={words.languagesAsContingent}
        maxLength={120}
        value={text.languages}
        error={error("languages")}
        onChange={(event) => onText({ ...text, languages: event.currentTarget.value })}
      />
      <p className={classes.none}>{words.kitHint}</p>
      <ProblemLine problem={equipping.problem} />
      <FormEnd save={words.save} busy={equipping.busy} disabled={kit === null} onCancel={onDone} />
    </form>
  );
}
