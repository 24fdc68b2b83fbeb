import { Autocomplete, Button, Group, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { instantOf, localClock, STANDARD_ABILITIES } from "@cordon/kernel";
import { useNowMs, useTimeZone } from "@cordon/ui";
import { useMemo, useState } from "react";
import { dailyPeriods } from "../rules/daily.ts";
import { CapabilityCode, MOST_REQUIREMENTS, type Requirement } from "../words.ts";
import { useAnswer } from "./doors.ts";
import { usePlanWords } from "./plan-words.ts";
import classes from "./roster.module.css";
import { fieldOf, momentIn } from "./when.ts";

const HOUR_MS = 3600_000;
const MOST_DAYS = 60;
const REPEATS = ["daily", "once"] as const;

/** A need more: what, how many units, how many people, and when; once, or every day at the same hours. */
export function AddNeed({
  full,
  onAdd,
}: {
  readonly full: number;
  readonly onAdd: (needs: readonly Requirement[]) => void;
}) {
  const words = usePlanWords();
  const timeZone = useTimeZone();
  const clock = useMemo(() => localClock(timeZone), [timeZone]);
  const nowMs = useNowMs(60_000);
  const today = clock.localOf(instantOf(nowMs)).slice(0, "2024-07-26".length);
  const next = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const kinds = useAnswer("command.list-unit-kinds", {});
  const codes = useMemo(() => {
    const listed = kinds.state === "shown" ? kinds.data.kinds : [];
    return [
      ...new Set([...listed.map(({ code }) => code), ...STANDARD_ABILITIES, ...listed.flatMap(({ can }) => can)]),
    ];
  }, [kinds]);
  const [repeat, setRepeat] = useState<(typeof REPEATS)[number]>("daily");
  const [typed, setTyped] = useState("patrol");
  const [units, setUnits] = useState<number | null>(1);
  const [people, setPeople] = useState<number | null>(null);
  const [daily, setDaily] = useState({ firstDay: today, lastDay: today, start: "08:00", end: "20:00" });
  const [once, setOnce] = useState(() => ({
    from: fieldOf(instantOf(next), clock),
    until: fieldOf(instantOf(next + 12 * HOUR_MS), clock),
  }));
  const capability = CapabilityCode.safeParse(typed.trim());
  const [from, until] = [momentIn(once.from, clock), momentIn(once.until, clock)];
  const single = from !== null && until !== null && from < until ? [{ from, until }] : null;
  const periods = repeat === "daily" ? dailyPeriods(daily, clock, MOST_DAYS) : single;
  const tooMany = periods !== null && full + periods.length > MOST_REQUIREMENTS;
  const counted = { units: units ?? 0, ...(people === null ? {} : { people }) };
  const nothing = counted.units === 0 && people === null;
  const add = () => {
    if (periods === null || tooMany || nothing || !capability.success) return;
    onAdd(periods.map((period) => ({ capability: capability.data, ...counted, ...period })));
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <SegmentedControl
        aria-label={words.needs}
        size="xs"
        value={repeat}
        onChange={(value) => setRepeat(REPEATS.find((each) => each === value) ?? "daily")}
        data={REPEATS.map((value) => ({ value, label: value === "daily" ? words.addDaily : words.addOnce }))}
      />
      <div className={classes.fields}>
        <Autocomplete
          label={words.ability}
          data={codes}
          limit={50}
          maxLength={48}
          value={typed}
          error={!capability.success}
          onChange={setTyped}
        />
        <NumberInput
          label={words.units}
          placeholder={words.notCounted}
          min={0}
          max={500}
          allowDecimal={false}
          clampBehavior="strict"
          value={units ?? ""}
          onChange={(value) => setUnits(typeof value === "number" ? value : null)}
        />
        <NumberInput
          label={words.atLeastPeople}
          placeholder={words.notCounted}
          min={1}
          max={10_000}
          allowDecimal={false}
          clampBehavior="strict"
          value={people ?? ""}
          onChange={(value) => setPeople(typeof value === "number" ? value : null)}
        />
        {repeat === "daily" ? (
          <>
            {(["firstDay", "lastDay"] as const).map((each) => (
              <TextInput
                key={each}
                type="date"
                label={words[each]}
                value={daily[each]}
                onChange={(event) => setDaily({ ...daily, [each]: event.currentTarget.value })}
              />
            ))}
            {(["start", "end"] as const).map((each) => (
              <TextInput
                key={each}
                type="time"
                label={words[each]}
                value={daily[each]}
                onChange={(event) => setDaily({ ...daily, [each]: event.currentTarget.value.slice(0, 5) })}
              />
            ))}
          </>
        ) : (
          (["from", "until"] as const).map((each) => (
            <TextInput
              key={each}
              type="datetime-local"
              label={words[each]}
              value={once[each]}
              onChange={(event) => setOnce({ ...once, [each]: event.currentTarget.value })}
            />
          ))
        )}
      </div>
      <p className={classes.dim}>{words.localTime(timeZone)}</p>
      {periods === null && <p role="alert">{words.wrongPeriod}</p>}
      {tooMany && <p role="alert">{words.tooMany}</p>}
      {nothing && <p role="alert">{words.nothingCounted}</p>}
      <Group justify="flex-end">
        <Button
          type="submit"
          variant="default"
          disabled={periods === null || tooMany || nothing || !capability.success}
        >
          {words.add} {periods !== null && periods.length > 1 ? `(${words.repeats(periods.length)})` : ""}
        </Button>
      </Group>
    </form>
  );
}
