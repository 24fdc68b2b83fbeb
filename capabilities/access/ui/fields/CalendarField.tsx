import { ActionIcon, Button, Chip, Group, TextInput } from "@mantine/core";
import type { Interval } from "@cordon/kernel";
import { momentOf, wallTime } from "@cordon/ui";
import { IconPlus, IconX } from "@tabler/icons-react";
import classes from "../access.module.css";
import type { Calendar } from "../../words.ts";
import { useAccessWords } from "../words.ts";

export interface CalendarFieldProps {
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly legend: string;
  /** Said when nothing is set: it always holds. */
  readonly always: string;
  /** Where a new period begins, milliseconds since 1970. */
  readonly nowMs: number;
  readonly onCalendar: (calendar: Calendar) => void;
}

const DAY_MS = 24 * 60 * 60_000;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** When something holds: periods, weekly hours, and what is excepted from both. All in the operation's local time. */
export function CalendarField({ calendar, timeZone, legend, always, nowMs, onCalendar }: CalendarFieldProps) {
  const words = useAccessWords().calendar;
  const { spans, weekly, except } = calendar;
  const empty = spans.length + weekly.length + except.length === 0;
  const day = momentOf(`${wallTime(nowMs, timeZone).slice(0, 10)}T00:00`, timeZone);
  const next = momentOf(`${wallTime(nowMs + DAY_MS, timeZone).slice(0, 10)}T00:00`, timeZone);
  const fresh: readonly Interval[] = day === null || next === null ? [] : [{ from: day, until: next }];
  return (
    <fieldset className={classes.group}>
      <legend>{legend}</legend>
      {empty && <p className={classes.dim}>{always}</p>}
      <Periods
        label={words.during}
        periods={spans}
        timeZone={timeZone}
        onPeriods={(periods) => onCalendar({ ...calendar, spans: periods })}
      />
      {weekly.map((each, at) => (
        <div key={`${at}-${weekly.length}`} className={classes.calendarRow}>
          <Chip.Group
            multiple
            value={each.days.map(String)}
            onChange={(days) => {
              const chosen = days.map(Number).toSorted((a, b) => a - b);
              if (chosen.length > 0) onCalendar({ ...calendar, weekly: weekly.with(at, { ...each, days: chosen }) });
            }}
          >
            <Group gap={2} role="group" aria-label={words.days}>
              {WEEKDAYS.map((weekday) => (
                <Chip key={weekday} value={String(weekday)} size="xs" radius="sm">
                  {words.weekday[weekday]}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Minute
            label={words.from}
            minute={each.fromMinute}
            onMinute={(fromMinute) => onCalendar({ ...calendar, weekly: weekly.with(at, { ...each, fromMinute }) })}
          />
          <Minute
            label={words.until}
            minute={each.untilMinute}
            onMinute={(untilMinute) => onCalendar({ ...calendar, weekly: weekly.with(at, { ...each, untilMinute }) })}
          />
          <TakeAway onClick={() => onCalendar({ ...calendar, weekly: weekly.toSpliced(at, 1) })} />
        </div>
      ))}
      <Periods
        label={words.except}
        periods={except}
        timeZone={timeZone}
        onPeriods={(periods) => onCalendar({ ...calendar, except: periods })}
      />
      <Group gap={4}>
        <Add label={words.addPeriod} onClick={() => onCalendar({ ...calendar, spans: [...spans, ...fresh] })} />
        <Add
          label={words.addWeekly}
          onClick={() =>
            onCalendar({
              ...calendar,
              weekly: [...weekly, { days: [...WEEKDAYS], fromMinute: 6 * 60, untilMinute: 22 * 60 }],
            })
          }
        />
        <Add label={words.addException} onClick={() => onCalendar({ ...calendar, except: [...except, ...fresh] })} />
      </Group>
    </fieldset>
  );
}

function Periods(props: {
  readonly label: string;
  readonly periods: readonly Interval[];
  readonly timeZone: string;
  readonly onPeriods: (periods: readonly Interval[]) => void;
}) {
  const { label, periods, timeZone, onPeriods } = props;
  const words = useAccessWords().calendar;
  return periods.map((period, at) => (
    <div key={`${at}-${periods.length}`} className={classes.calendarRow} role="group" aria-label={label}>
      <span className={classes.calendarWord}>{label}</span>
      <Moment
        label={words.from}
        size="xs"
        at={period.from}
        timeZone={timeZone}
        onMoment={(from) => onPeriods(periods.with(at, { ...period, from }))}
      />
      <Moment
        label={words.until}
        size="xs"
        at={period.until}
        timeZone={timeZone}
        error={period.from < period.until ? undefined : words.backwards}
        onMoment={(until) => onPeriods(periods.with(at, { ...period, until }))}
      />
      <TakeAway onClick={() => onPeriods(periods.toSpliced(at, 1))} />
    </div>
  ));
}

/** A moment as the operation's clocks show it. */
export function Moment(props: {
  readonly label: string;
  readonly at: Interval["from"];
  readonly timeZone: string;
  readonly error?: string | undefined;
  readonly size?: "xs" | "sm";
  readonly onMoment: (at: Interval["from"]) => void;
}) {
  return (
    <TextInput
      type="datetime-local"
      label={props.label}
      size={props.size ?? "sm"}
      value={wallTime(props.at, props.timeZone)}
      error={props.error}
      onChange={(event) => {
        const at = momentOf(event.currentTarget.value, props.timeZone);
        if (at !== null) props.onMoment(at);
      }}
    />
  );
}

function Minute(props: {
  readonly label: string;
  readonly minute: number;
  readonly onMinute: (minute: number) => void;
}) {
  const two = (value: number) => String(value).padStart(2, "0");
  // The end of a day is written 00:00, as no clock shows 24:00; until midnight that means the same.
  const shown = props.minute % 1440;
  return (
    <TextInput
      type="time"
      label={props.label}
      size="xs"
      value={`${two(Math.floor(shown / 60))}:${two(shown % 60)}`}
      onChange={(event) => {
        const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(event.currentTarget.value) ?? [];
        if (hours !== undefined) props.onMinute(Number(hours) * 60 + Number(minutes));
      }}
    />
  );
}

function Add({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button variant="subtle" leftSection={<IconPlus size={12} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  );
}

function TakeAway({ onClick }: { readonly onClick: () => void }) {
  const words = useAccessWords();
  return (
    <ActionIcon aria-label={words.takeAway} onClick={onClick}>
      <IconX size={14} stroke={1.5} />
    </ActionIcon>
  );
}
