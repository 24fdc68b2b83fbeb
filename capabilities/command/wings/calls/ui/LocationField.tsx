import { Button, Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { picking, type MapTool, useFormat, useLanguage, useVocabulary } from "@cordon/ui";
import { IconMapPin } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useAnswer } from "../../../ui/doors.ts";
import { coordinatesIn } from "../rules/coordinates.ts";
import type { Location } from "../words.ts";
import classes from "./calls.module.css";
import { useFirstOption } from "./useFirstOption.ts";
import { atPosition, type Where, whereOfLocation } from "./where.ts";
import { useCallWords } from "./words.ts";

/** How long somebody stops typing before the search is asked. */
const PAUSE_MS = 120;

export interface LocationFieldProps {
  readonly text: string;
  readonly chosen: Where | null;
  readonly onChange: (text: string, chosen: Where | null) => void;
  readonly problem: string | null;
  /** Takes the map for a click, or gives it back; absent where there is no map. */
  readonly onTool?: ((tool: MapTool | null) => void) | undefined;
  readonly picking: boolean;
  readonly onPicking: (picking: boolean) => void;
}

/** Where something is: a place, a gate, an address, a unit or coordinates as they are typed, or a click on the map. */
export function LocationField(props: LocationFieldProps) {
  const { text, chosen, onChange, onTool, onPicking } = props;
  const words = useCallWords().where;
  const names = useNames();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  // What needs no search works without the server as well.
  const typed = coordinatesIn(text);
  const asks = asked.length >= 2 && chosen === null && typed === null;
  const answer = useAnswer("command.find-location", asks ? { text: asked } : null);
  const current = answer.state === "shown" && answer.data.text === text.trim() && chosen === null;
  const found: readonly Location[] =
    typed !== null && chosen === null
      ? [{ what: "coordinates", position: typed }]
      : asks && current
        ? answer.data.locations
        : [];
  useFirstOption(combobox, found.map(keyOf).join(" "));
  usePicking(props.picking, onTool, (position) => {
    const where = atPosition(position, names.coordinates);
    onChange(where.label, where);
    onPicking(false);
  });

  const choose = (key: string) => {
    const location = found.find((each) => keyOf(each) === key);
    const where = location === undefined ? null : whereOfLocation(location, names);
    if (where !== null) onChange(where.label, where);
    combobox.closeDropdown();
  };
  const failed = answer.state === "failed" && asks;
  return (
    <div className={classes.where}>
      <Combobox store={combobox} onOptionSubmit={choose} position="top-start">
        <Combobox.Target>
          <TextInput
            label={words.label}
            placeholder={words.hint}
            maxLength={120}
            autoComplete="off"
            value={text}
            error={props.problem}
            onChange={(event) => {
              onChange(event.currentTarget.value, null);
              combobox.openDropdown();
            }}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            rightSection={chosen === null ? null : <IconMapPin size={16} stroke={1.5} aria-hidden />}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found.length === 0 && !(asks && (current || failed))}>
          <Combobox.Options aria-label={words.label}>
            {found.map((location) => (
              <Combobox.Option
                key={keyOf(location)}
                value={keyOf(location)}
                disabled={location.what === "unit" && location.position === null}
              >
                <LocationText of={location} />
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>{failed ? words.failed : words.none}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {onTool !== undefined && (
        <Button
          variant={props.picking ? "light" : "default"}
          aria-pressed={props.picking}
          leftSection={<IconMapPin size={16} stroke={1.5} aria-hidden />}
          onClick={() => onPicking(!props.picking)}
        >
          {props.picking ? words.picking : words.onMap}
        </Button>
      )}
    </div>
  );
}

/** Takes the map while a spot is asked for, and gives it back. */
function usePicking(
  wanted: boolean,
  onTool: ((tool: MapTool | null) => void) | undefined,
  onPicked: Parameters<typeof picking>[0],
): void {
  const latest = useRef(onPicked);
  latest.current = onPicked;
  useEffect(() => {
    if (!wanted || onTool === undefined) return undefined;
    onTool(picking((position) => latest.current(position)));
    return () => onTool(null);
  }, [wanted, onTool]);
}

/** How what was found is called once it is chosen. */
export function useNames() {
  const language = useLanguage();
  const format = useFormat();
  const { atUnit } = useCallWords().where;
  return {
    ...{ language, atUnit },
    coordinates: ([lon, lat]: readonly [number, number]) => format.position(lon, lat),
  };
}

function LocationText({ of }: { readonly of: Location }) {
  const words = useCallWords().where;
  const vocabulary = useVocabulary();
  const { language, coordinates } = useNames();
  const [name, about] = (() => {
    switch (of.what) {
      case "coordinates":
        return [coordinates(of.position), words.coordinates];
      case "address":
        return [of.address, of.exact ? words.address : words.nearest];
      case "place":
        return [of.name[language], vocabulary.place[of.kind]];
      case "unit":
        return [of.callSign, of.position === null ? words.unseen : words.atUnit(of.callSign)];
    }
  })();
  return (
    <span className={classes.option}>
      <span>{name}</span> <span className={classes.dim}>{about}</span>
    </span>
  );
}

function keyOf(of: Location): string {
  switch (of.what) {
    case "coordinates":
      return of.position.join(" ");
    case "address":
      return of.address;
    case "place":
      return of.place;
    case "unit":
      return of.unit;
  }
}
