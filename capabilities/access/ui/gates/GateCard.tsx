import { Button } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { Age, StatusPill, useFormat, useLanguage } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { type GateNow, type LaneNow, VEHICLES, type VerdictName } from "../../words.ts";
import { VERDICT_ORDER } from "../../rules/verdict-order.ts";
import { useAccessWords } from "../words.ts";
import { DeviceRow } from "./DeviceRow.tsx";
import { Enrol } from "./Enrol.tsx";
import type { GateDevices } from "./devices.ts";

export interface GateCardProps {
  readonly gate: GateNow;
  /** The rule set in force; null: none was published. */
  readonly rules: number | null;
  readonly devices: GateDevices;
  readonly onShow: (place: PlaceId) => void;
}

/** One gate as it works now: its lanes, what it said in the last hour, and its devices. */
export function GateCard({ gate, rules, devices, onShow }: GateCardProps) {
  const words = useAccessWords();
  const { live: said } = words;
  const language = useLanguage();
  const [enrolling, setEnrolling] = useState(false);
  return (
    <li className={classes.row} aria-label={said.gate(gate.code)}>
      <div className={classes.rowHead}>
        <span className={classes.code}>{gate.code}</span>
        <button type="button" className={classes.link} onClick={() => onShow(gate.gate)}>
          {gate.name[language]}
        </button>
        <span className={classes.dim}>
          {words.intoZone(gate.zone)} · {words.gate.siteShort(gate.site)}
        </span>
        <span className={classes.grow} />
        <StatusPill tone={gate.open ? "calm" : "notice"}>{gate.open ? said.open : said.closed}</StatusPill>
      </div>
      <div role="table" aria-label={said.lanes(gate.code)}>
        <div role="row" className={`${classes.lane} ${classes.laneHead}`}>
          <span role="columnheader">{said.lane}</span>
          <span role="columnheader">{said.forWhom}</span>
          <span role="columnheader" className={classes.right}>
            {said.scans}
          </span>
          <span role="columnheader" className={classes.right}>
            {said.admitted}
          </span>
          <span role="columnheader">{said.wait}</span>
        </div>
        {gate.lanes.map((lane) => (
          <Lane key={lane.code} lane={lane} />
        ))}
      </div>
      <Verdicts verdicts={gate.verdicts} />
      {gate.devices.length === 0 ? (
        <p className={classes.dim}>{said.noDevice}</p>
      ) : (
        <ul className={classes.rows} aria-label={said.devices(gate.code)}>
          {gate.devices.map((device) => (
            <DeviceRow key={device.device} device={device} rules={rules} devices={devices} />
          ))}
        </ul>
      )}
      {devices.mayArrange &&
        (enrolling ? (
          <Enrol gate={gate} devices={devices} onDone={() => setEnrolling(false)} />
        ) : (
          <div>
            <Button variant="default" aria-label={said.enrolAria(gate.code)} onClick={() => setEnrolling(true)}>
              {said.enrol}
            </Button>
          </div>
        ))}
    </li>
  );
}

function Lane({ lane }: { readonly lane: LaneNow }) {
  const words = useAccessWords();
  const { live: said } = words;
  const format = useFormat();
  const means = VEHICLES.every((each) => lane.means.includes(each))
    ? words.lane.anyVehicle
    : lane.means.length === 0
      ? words.lane.onFoot
      : lane.means.map((each) => words.means[each]).join(", ");
  return (
    <div role="row" className={classes.lane}>
      <span role="cell">{lane.code}</span>
      <span role="cell">
        {words.direction[lane.direction]}, {means}
      </span>
      <span role="cell" className={classes.right}>
        {format.number(lane.scansPerMinute, 1)}
      </span>
      <span role="cell" className={classes.right}>
        {format.number(lane.admittedPerMinute, 1)}
      </span>
      <span role="cell">
        {lane.wait.known ? (
          <>
            {said.minutes(format.number(Math.ceil(lane.wait.minutes)))}{" "}
            <span className={classes.dim}>
              · <Age at={lane.wait.asOf} staleAfterSeconds={600} />
            </span>
          </>
        ) : (
          <span className={classes.dim}>{said.unknownWait}</span>
        )}
      </span>
    </div>
  );
}

/** What the gate said in the last hour, the frequent first; nothing that was not said. */
function Verdicts({ verdicts }: { readonly verdicts: Readonly<Record<string, number>> }) {
  const words = useAccessWords();
  const format = useFormat();
  const counts = VERDICT_ORDER.map((is): readonly [VerdictName, number] => [is, verdicts[is] ?? 0])
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  if (counts.length === 0) return <p className={classes.dim}>{words.live.nothingYet}</p>;
  return (
    <div className={classes.figures}>
      <span className={classes.dim}>{words.live.lastHour}</span>
      {counts.map(([is, count]) => (
        <span key={is} className={classes.figure}>
          <strong>{format.number(count)}</strong> {words.verdict[is]}
        </span>
      ))}
    </div>
  );
}
