import { MultiSelect, Select, TextInput } from "@mantine/core";
import type { ContingentId, Instant, UnitKind } from "@cordon/kernel";
import { momentOf, useLanguage, useTimeZone, wallTime } from "@cordon/ui";
import { useAnswer } from "../../../ui/doors.ts";
import type { Crossing } from "../words.ts";
import classes from "./picture.module.css";
import { usePictureWords } from "./words.ts";

/** Which crossings of a fence raise a signal, and when. */
export interface Watched {
  readonly on: Crossing;
  readonly kinds: readonly UnitKind[];
  readonly contingents: readonly ContingentId[];
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export const EVERYTHING: Watched = { on: "both", kinds: [], contingents: [], from: null, until: null };
const CROSSINGS = ["both", "enter", "leave"] as const;

export const backwards = ({ from, until }: Watched) => from !== null && until !== null && from >= until;

export function FenceFields({
  watched,
  onWatched,
}: {
  readonly watched: Watched;
  readonly onWatched: (watched: Watched) => void;
}) {
  const words = usePictureWords();
  const language = useLanguage();
  const kinds = useAnswer("command.list-unit-kinds", {});
  const contingents = useAnswer("command.list-contingents", {});
  const known = kinds.state === "shown" ? kinds.data.kinds.filter(({ state }) => state !== "removed") : [];
  const all = contingents.state === "shown" ? contingents.data.contingents : [];
  return (
    <>
      <Select
        label={words.on}
        allowDeselect={false}
        value={watched.on}
        onChange={(on) => on !== null && onWatched({ ...watched, on })}
        data={CROSSINGS.map((value) => ({ value, label: words.crossing[value] }))}
      />
      <MultiSelect
        label={words.ofKinds}
        placeholder={watched.kinds.length === 0 ? words.allKinds : ""}
        searchable
        clearable
        value={[...watched.kinds]}
        onChange={(chosen) =>
          onWatched({ ...watched, kinds: known.flatMap(({ code }) => (chosen.includes(code) ? [code] : [])) })
        }
        data={known.map(({ code, name }) => ({ value: code, label: name[language] }))}
      />
      <MultiSelect
        label={words.ofContingents}
        placeholder={watched.contingents.length === 0 ? words.allContingents : ""}
        searchable
        clearable
        value={[...watched.contingents]}
        onChange={(chosen) =>
          onWatched({ ...watched, contingents: all.flatMap(({ id }) => (chosen.includes(id) ? [id] : [])) })
        }
        data={all.map(({ id, name, nation }) => ({ value: id, label: `${nation} · ${name}` }))}
      />
      <div className={classes.period}>
        <Moment
          label={words.watchedFrom}
          hint={words.fromNow}
          at={watched.from}
          onMoment={(from) => onWatched({ ...watched, from })}
        />
        <Moment
          label={words.watchedUntil}
          hint={words.forEver}
          at={watched.until}
          error={backwards(watched) ? words.backwards : null}
          onMoment={(until) => onWatched({ ...watched, until })}
        />
      </div>
    </>
  );
}

/** A moment as the operation's clocks show it, or none. */
function Moment(props: {
  readonly label: string;
  /** What none means. */
  readonly hint: string;
  readonly at: Instant | null;
  readonly error?: string | null;
  readonly onMoment: (at: Instant | null) => void;
}) {
  const timeZone = useTimeZone();
  return (
    <TextInput
      type="datetime-local"
      label={props.label}
      description={props.hint}
      error={props.error}
      value={props.at === null ? "" : wallTime(props.at, timeZone)}
      onChange={(event) => props.onMoment(momentOf(event.currentTarget.value, timeZone))}
    />
  );
}
