import { Button, Group, TextInput } from "@mantine/core";
import { instantOf, type Place, type ShiftId } from "@cordon/kernel";
import {
  Answered,
  isEscape,
  ProblemLine,
  tell,
  useFormat,
  useLanguage,
  useNowMs,
  useShellWords,
  useVocabulary,
} from "@cordon/ui";
import { useState } from "react";
import { useOrder as useRoomOrder } from "../../../ui/doors.ts";
import type { ShiftView } from "../words.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { useRemoveWords } from "./remove-words.ts";
import classes from "./roster.module.css";
import { RENEWED } from "./ShiftsAt.tsx";

const DAY_MS = 24 * 3600_000;
/** As many as one call answers, and as one cancels. */
const MOST = 1000;
const AT_ONCE = 300;

/** Takes a place off the map: says first what stands on it, and cancels the shifts that are planned there. */
export function RemovePlace({
  place,
  needs,
  onDone,
}: {
  readonly place: Place;
  readonly needs: number;
  readonly onDone: (removed: boolean) => void;
}) {
  const nowMs = useNowMs(60_000);
  const answer = useAnswer("command.show-roster", {
    // A shift lasts two days at most, and who stays longer is still on.
    ...{ from: instantOf(nowMs - 7 * DAY_MS), until: instantOf(nowMs + 366 * DAY_MS), places: [place.id] },
    ...{ states: ["planned", "on"], limit: MOST },
  });
  return (
    <Answered of={answer}>
      {({ shifts, next }) => (
        <Confirm place={place} needs={needs} shifts={shifts} all={next === null} onDone={onDone} />
      )}
    </Answered>
  );
}

function Confirm({
  place,
  needs,
  shifts,
  all,
  onDone,
}: {
  readonly place: Place;
  readonly needs: number;
  readonly shifts: readonly ShiftView[];
  readonly all: boolean;
  readonly onDone: (removed: boolean) => void;
}) {
  const words = useRemoveWords();
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const format = useFormat();
  const language = useLanguage();
  const removing = useRoomOrder("command.remove-place", ["command.list-places"]);
  const cancelling = useOrder("command.cancel-shifts", RENEWED);
  const [because, setBecause] = useState("");
  const planned = shifts.filter(({ state }) => state === "planned").map(({ id }): ShiftId => id);
  const on = shifts.length - planned.length;
  const name = place.name[language];
  const owes = planned.length > 0 && because.trim() === "";
  const remove = async () => {
    if (owes) return;
    for (let at = 0; at < planned.length; at += AT_ONCE) {
      const cancelled = await cancelling.send({ shifts: planned.slice(at, at + AT_ONCE), because });
      if (!cancelled.ok) return;
    }
    // More than were shown: they are counted anew first.
    if (!all || !(await removing.send({ place: place.id })).ok) return;
    tell({ message: words.removed(name) });
    onDone(true);
  };
  const count = (many: number) => (all ? format.number(many) : words.most);
  return (
    <form
      className={classes.form}
      aria-label={words.begin}
      onSubmit={(event) => {
        event.preventDefault();
        void remove();
      }}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        onDone(false);
        event.stopPropagation();
      }}
    >
      <strong>{words.title(name, place.reference, vocabulary.place[place.kind])}</strong>
      <p>
        {needs === 0 ? words.noNeeds : words.needs(needs)}{" "}
        {planned.length === 0 ? words.notPlanned : words.planned(count(planned.length), planned.length === 1)}
      </p>
      {on > 0 && <p role="alert">{words.on(format.number(on), on === 1)}</p>}
      <p className={classes.dim}>{place.kind === "post" ? words.past : words.other}</p>
      {planned.length > 0 && (
        <TextInput
          label={words.why}
          description={shell.noPersonalData}
          required
          data-autofocus
          autoFocus
          maxLength={300}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
      )}
      <ProblemLine problem={cancelling.problem ?? removing.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={() => onDone(false)}>
          {shell.cancel}
        </Button>
        <Button type="submit" disabled={owes} loading={cancelling.busy || removing.busy}>
          {words.remove}
        </Button>
      </Group>
    </form>
  );
}
