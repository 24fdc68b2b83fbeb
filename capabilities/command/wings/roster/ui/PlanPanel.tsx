import { Button, Group, Select, TextInput } from "@mantine/core";
import { instantOf, localClock, type PlaceId } from "@cordon/kernel";
import { Empty, isEscape, ProblemLine, tell, useNowMs, useTimeZone } from "@cordon/ui";
import { useMemo, useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import { capabilitiesOf } from "../rules/capable.ts";
import { CapabilityCode, type ShiftView } from "../words.ts";
import type { RowProblem } from "../words/import.ts";
import { useAnswer, useOrder } from "./doors.ts";
import { usePlanWords } from "./plan-words.ts";
import { PostChoice } from "./PostChoice.tsx";
import { useProblemSaid } from "./problem-said.ts";
import { ShortenRest } from "./rest/ShortenRest.tsx";
import { RENEWED, ShiftsAt } from "./ShiftsAt.tsx";
import classes from "./roster.module.css";
import { useCapabilities } from "./useCapabilityName.ts";
import { fieldOf, momentIn } from "./when.ts";

const HOUR_MS = 3600_000;
const SHIFT_MS = 8 * HOUR_MS;

/** Plans a shift, and changes or cancels those of a post. */
export function PlanPanel({ mayShorten }: { readonly mayShorten: boolean }) {
  const words = usePlanWords();
  const said = useProblemSaid();
  const timeZone = useTimeZone();
  const clock = useMemo(() => localClock(timeZone), [timeZone]);
  const nowMs = useNowMs(60_000);
  const next = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const { places } = useSurroundings();
  const [place, setPlace] = useState<PlaceId | null>(null);
  const [unitId, setUnitId] = useState<string | null>(null);
  const [ability, setAbility] = useState<string | null>(null);
  const [from, setFrom] = useState(() => fieldOf(instantOf(next), clock));
  const [until, setUntil] = useState(() => fieldOf(instantOf(next + SHIFT_MS), clock));
  const [changed, setChanged] = useState<ShiftView | null>(null);
  const [wrong, setWrong] = useState<RowProblem | "stands" | null>(null);
  /** The shift that was refused for rest, as the form said it. */
  const [tiring, setTiring] = useState<string | null>(null);
  const listed = useAnswer("command.list-unit-tracks", {});
  const kinds = useAnswer("command.list-unit-kinds", {});
  const planning = useOrder("command.import-shifts", RENEWED);
  const changing = useOrder("command.change-shift", RENEWED);
  const { nameOf } = useCapabilities();

  const units = listed.state === "shown" ? listed.data.units : null;
  const unit = units?.find(({ id }) => id === unitId);
  const kind = kinds.state === "shown" ? kinds.data.kinds.find(({ code }) => code === unit?.kind) : undefined;
  const can = unit === undefined ? [] : capabilitiesOf(unit.kind, kind);
  const does = ability !== null && can.includes(ability) ? ability : (can[0] ?? null);
  const post = places.find(({ id }) => id === place);
  const period = { from: momentIn(from, clock), until: momentIn(until, clock) };
  const signs = useMemo(() => units?.map(({ id, callSign }) => ({ value: id, label: callSign })) ?? [], [units]);
  const ready =
    post !== undefined && unit !== undefined && does !== null && period.from !== null && period.until !== null;

  const asSaid = JSON.stringify([place, unitId, does, from, until, changed?.id ?? null]);
  const tires = tiring === asSaid;

  const send = async (override: string) => {
    if (post === undefined || unit === undefined || does === null || period.from === null || period.until === null)
      return;
    setWrong(null);
    setTiring(null);
    if (changed !== null) {
      const to = { place: post.id, capability: does, from: period.from, until: period.until };
      const answer = await changing.send({ shift: changed.id, ...to, override });
      if (!answer.ok) {
        if (answer.problem.code === "shift-rest") setTiring(asSaid);
        return;
      }
      tell({ message: words.changed(unit.callSign) });
      setChanged(null);
      return;
    }
    const row = { line: 1, post: post.reference, unit: unit.callSign, ability: CapabilityCode.parse(does) };
    const rows = [{ ...row, from: period.from, until: period.until }];
    const answer = await planning.send({ rows, mode: "do", leaveOut: true, override });
    if (!answer.ok) return;
    const [problem] = answer.output.problems;
    if (problem !== undefined) {
      setWrong(problem);
      if (problem.kind === "rest") setTiring(asSaid);
    } else if (answer.output.planned === 0) setWrong("stands");
    else tell({ message: words.planned(unit.callSign) });
  };
  const change = (shift: ShiftView) => {
    setChanged(shift);
    setWrong(null);
    setPlace(shift.place);
    setUnitId(shift.unit);
    setAbility(shift.capability);
    setFrom(fieldOf(shift.from, clock));
    setUntil(fieldOf(shift.until, clock));
  };

  return (
    <>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send("");
        }}
        onKeyDown={(event) => {
          if (!isEscape(event) || changed === null) return;
          setChanged(null);
          event.stopPropagation();
        }}
      >
        <div className={classes.fields}>
          <PostChoice place={place} onPlace={setPlace} />
          <Select
            label={words.unit}
            placeholder={words.choose}
            searchable
            limit={50}
            disabled={changed !== null}
            data={signs}
            value={unitId}
            onChange={setUnitId}
          />
          <Select
            label={words.ability}
            placeholder={words.choose}
            allowDeselect={false}
            disabled={unit === undefined}
            data={can.map((code) => ({ value: code, label: nameOf(code) }))}
            value={does}
            onChange={setAbility}
          />
          <TextInput
            type="datetime-local"
            label={words.from}
            value={from}
            error={period.from === null}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={words.until}
            value={until}
            error={period.until === null}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <p className={classes.dim}>{words.localTime(timeZone)}</p>
        <ProblemLine problem={planning.problem ?? changing.problem} />
        {wrong !== null && <p role="alert">{wrong === "stands" ? words.stands : said(wrong)}</p>}
        <Group justify="flex-end" gap="xs">
          {changed !== null && (
            <Button variant="subtle" onClick={() => setChanged(null)}>
              {words.plan}…
            </Button>
          )}
          <Button type="submit" disabled={!ready} loading={planning.busy || changing.busy}>
            {changed === null ? words.plan : words.changeIt}
          </Button>
        </Group>
      </form>
      {tires && (
        <div className={classes.form}>
          <ShortenRest
            may={mayShorten}
            busy={planning.busy || changing.busy}
            problem={null}
            onSend={(why) => void send(why)}
            onCancel={() => setTiring(null)}
          />
        </div>
      )}
      {place === null ? (
        <Empty title={words.choosePost}>{words.choosePostHint}</Empty>
      ) : (
        <ShiftsAt place={place} fromMs={next - HOUR_MS} onChange={change} />
      )}
    </>
  );
}
