import type { ReportKind } from "@cordon/command";
import { type Position, VideoEvent } from "@cordon/kernel";
import { device } from "@cordon/ui/device";
import { useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { Button, Textarea } from "@mantine/core";
import { useId, useState } from "react";
import { isFull, lettersOf, type PhotoId } from "../../outbox/letters.ts";
import { useAge } from "../age.ts";
import { Choices } from "../Choices.tsx";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { KindChoice } from "./KindChoice.tsx";
import { PhotoButton } from "./PhotoButton.tsx";
import { placesNear } from "./places.ts";
import { useReportWords } from "./words.ts";

const AGO: readonly number[] = [0, 5, 15, 30];
/** Older than this, where the phone was is not where its officer is. */
const HERE_MS = 60_000;

interface Spot {
  readonly key: string;
  readonly label: string;
  readonly position: Position;
}

/** What an officer noticed: one line, where, when, and a picture if there is one. Kept at once, sent when it can be. */
export function Report() {
  const words = useReportWords();
  const phone = usePhone();
  const { outbox } = usePhoneState();
  const spots = useSpots();
  const [kind, setKind] = useState<ReportKind>("report");
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [minutesAgo, setMinutesAgo] = useState(0);
  const [photo, setPhoto] = useState<PhotoId | null>(null);
  const [failed, setFailed] = useState(false);
  const [kept, setKept] = useState(false);
  const spot = spots.find(({ key }) => key === chosen) ?? spots[0];
  const form = useId();
  const waiting = lettersOf(outbox, "report");
  const line = note.trim().replace(/\s+/g, " ");
  const lacksWords = line === "" && !VideoEvent.safeParse(kind).success;
  const send = async () => {
    if (spot === undefined || lacksWords) return;
    await phone.report({
      ...{ kind, note: line, position: spot.position, minutesAgo },
      photos: photo === null ? [] : [photo],
    });
    setKind("report");
    setNote("");
    setPhoto(null);
    setMinutesAgo(0);
    setKept(true);
  };
  if (kept) {
    return (
      <main className={classes.main} tabIndex={0}>
        <div className={device.centre} role="status">
          <h2 className={classes.order}>{waiting.length > 0 ? words.kept : words.sentNow}</h2>
          <Button className={device.button} variant="default" onClick={() => setKept(false)}>
            {words.another}
          </Button>
        </div>
      </main>
    );
  }
  return (
    <>
      <main className={classes.main} tabIndex={0}>
        <form
          id={form}
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Textarea
            label={words.note}
            description={
              kind !== "report" && !lacksWords ? `${words.mayBeEmpty} ${words.noPersonalData}` : words.noPersonalData
            }
            classNames={{ input: device.input, label: classes.label, description: classes.small }}
            autosize
            minRows={1}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <KindChoice kind={kind} onChange={setKind} />
          {spots.length === 0 ? (
            <p>{words.nowhere}</p>
          ) : (
            <Choices
              label={words.where}
              of={spots.map(({ key, label }) => ({ value: key, label }))}
              value={spot?.key ?? ""}
              onChange={setChosen}
            />
          )}
          <Choices
            label={words.when}
            of={AGO.map((minutes) => ({ value: minutes, label: minutes === 0 ? words.now : words.ago(minutes) }))}
            value={minutesAgo}
            onChange={setMinutesAgo}
          />
          {photo === null ? (
            <PhotoButton
              label={words.photo}
              onTaken={(file) =>
                void phone.photos.keep(file).then((id) => {
                  setPhoto(id);
                  setFailed(id === null);
                })
              }
            />
          ) : (
            <Button
              className={device.button}
              variant="default"
              onClick={() => {
                void phone.photos.forget([photo]);
                setPhoto(null);
              }}
            >
              {words.photoAdded} – {words.photoRemove}
            </Button>
          )}
          {failed && <p role="alert">{words.photoFailed}</p>}
        </form>
      </main>
      <div className={device.actions}>
        <Button
          type="submit"
          form={form}
          className={`${device.button} ${device.primary}`}
          disabled={lacksWords || spot === undefined || isFull(outbox)}
        >
          {words.send}
        </Button>
      </div>
    </>
  );
}

/** Where it may be: here, at the task, or at a place near by. */
function useSpots(): readonly Spot[] {
  const words = useReportWords();
  const format = useFormat();
  const language = useLanguage();
  const age = useAge();
  const { fix, places, tasks, aheadMs } = usePhoneState();
  const nowMs = useNowMs() - aheadMs;
  const here: Position | null = fix === null ? null : [fix.lon, fix.lat];
  const task = tasks?.open[0]?.position ?? null;
  const fresh = fix !== null && nowMs - fix.atMs < HERE_MS;
  const at = (key: string, position: Position | null, label: string): readonly Spot[] =>
    position === null ? [] : [{ key, label, position }];
  const own = at(
    "here",
    here,
    fix === null
      ? ""
      : fresh
        ? words.here(format.distance(fix.accuracyMetres))
        : words.oldHere(age(fix.atMs + aheadMs)),
  );
  const rest = [
    ...at("task", task, words.task),
    ...placesNear(here ?? task, places).map(({ reference, name, position, metres }) => ({
      ...{ key: `place ${reference}`, position },
      label: metres === null ? name[language] : `${name[language]}, ${words.near(format.distance(metres))}`,
    })),
  ];
  return fresh ? [...own, ...rest] : [...rest, ...own];
}
