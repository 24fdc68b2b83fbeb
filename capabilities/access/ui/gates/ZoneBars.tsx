import { Button, Group, NumberInput, TextInput } from "@mantine/core";
import { Age, ProblemLine, StatusPill, type Tone, useFormat, useLanguage, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import type { ZoneNow } from "../../words.ts";
import { useAccessWords } from "../words.ts";

/** As the signals do: at nine tenths somebody should look, when it is full somebody must act. */
export function toneOfFilling(inside: number, capacity: number | null): Tone {
  if (capacity === null || inside < capacity * 0.9) return "calm";
  return inside < capacity ? "attention" : "urgent";
}

/** How many are in each zone, against how many it holds. */
export function ZoneBars({ zones, mayArrange }: { readonly zones: readonly ZoneNow[]; readonly mayArrange: boolean }) {
  const words = useAccessWords().live;
  return (
    <ul className={classes.rows} aria-label={words.occupancy}>
      {zones.map((zone) => (
        <ZoneBar key={zone.code} zone={zone} mayArrange={mayArrange} />
      ))}
    </ul>
  );
}

function ZoneBar({ zone, mayArrange }: { readonly zone: ZoneNow; readonly mayArrange: boolean }) {
  const words = useAccessWords().live;
  const language = useLanguage();
  const format = useFormat();
  const [counting, setCounting] = useState(false);
  const { code, name, inside, capacity } = zone;
  const tone = toneOfFilling(inside, capacity);
  const share = capacity === null ? 0 : Math.min(1, Math.max(0, inside / capacity));
  const said =
    capacity === null
      ? words.inside(format.number(inside))
      : words.insideOf(format.number(inside), format.number(capacity), format.percent(inside / capacity));
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.code}>{code}</span>
        <span>{name[language]}</span>
        {tone !== "calm" && <StatusPill tone={tone}>{tone === "urgent" ? words.full : words.nearlyFull}</StatusPill>}
        <span className={classes.grow} />
        <strong>{said}</strong>
        <span className={classes.dim}>
          <Age at={zone.asOf} />
        </span>
        {mayArrange && !counting && (
          <Button variant="subtle" aria-label={words.countAria(code)} onClick={() => setCounting(true)}>
            {words.count}…
          </Button>
        )}
      </div>
      {capacity !== null && (
        <div
          className={classes.barTrack}
          role="meter"
          aria-label={`${name[language]}: ${said}`}
          aria-valuemin={0}
          aria-valuemax={capacity}
          aria-valuenow={Math.max(0, Math.min(inside, capacity))}
        >
          <div className={classes.barFill} data-tone={tone} style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {counting && <Count zone={zone} onDone={() => setCounting(false)} />}
    </li>
  );
}

/** Sets the count right: it drifts by those who climb and those who are carried. */
function Count({ zone, onDone }: { readonly zone: ZoneNow; readonly onDone: () => void }) {
  const words = useAccessWords().live;
  const shell = useShellWords();
  const setting = useOrder("access.set-occupancy", ["access.zones-now"]);
  const [inside, setInside] = useState<number | "">("");
  const [because, setBecause] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (inside === "") return;
        void setting.send({ zone: zone.code, inside, because }).then(({ ok }) => ok && onDone());
      }}
    >
      <Group gap="sm" align="flex-end">
        <NumberInput
          autoFocus
          label={words.counted}
          w={140}
          min={0}
          allowDecimal={false}
          value={inside}
          onChange={(value) => setInside(typeof value === "number" ? value : "")}
        />
        <TextInput
          label={words.countedHow}
          title={shell.noPersonalData}
          className={classes.grow}
          maxLength={200}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={setting.busy} disabled={inside === "" || because.trim() === ""}>
          {words.count}
        </Button>
        <Button variant="subtle" size="sm" onClick={onDone}>
          {shell.cancel}
        </Button>
      </Group>
      <ProblemLine problem={setting.problem} />
    </form>
  );
}
