import { Button, Group } from "@mantine/core";
import { type Position, positionWithin } from "@cordon/kernel";
import { Empty, ProblemLine, Section, tell, useFormat, useLanguage } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useOrder } from "../doors.ts";
import type { OnTool } from "../fields/ShapeField.tsx";
import type { Gate, Perimeters, Zone } from "../../words.ts";
import { useAccessWords } from "../words.ts";
import { GateForm } from "./GateForm.tsx";
import { GeoJsonExchange } from "./GeoJsonExchange.tsx";
import { ZoneForm } from "./ZoneForm.tsx";

export interface ZonesAndGatesProps {
  readonly draft: Perimeters;
  readonly mayDraw: boolean;
  readonly onTool: OnTool;
  readonly onShow: (position: Position) => void;
}

type Editing =
  | { readonly what: "zone"; readonly zone: Zone | null }
  | { readonly what: "gate"; readonly gate: Gate | null };

/** Every zone with its gates under it, each to be changed; and the whole as a file. */
export function ZonesAndGates({ draft, mayDraw, onTool, onShow }: ZonesAndGatesProps) {
  const words = useAccessWords();
  const { perimeter: said } = words;
  const [editing, setEditing] = useState<Editing | null>(null);
  const done = () => setEditing(null);

  if (editing !== null) {
    const isNew = editing.what === "zone" ? editing.zone === null : editing.gate === null;
    return (
      <Section
        title={
          editing.what === "zone"
            ? isNew
              ? words.zone.draw
              : words.zone.change(editing.zone?.code ?? "")
            : isNew
              ? words.gate.add
              : words.gate.change(editing.gate?.code ?? "")
        }
      >
        {editing.what === "zone" ? (
          <ZoneForm zone={editing.zone} onTool={onTool} onDone={done} />
        ) : (
          <GateForm gate={editing.gate} zones={draft.zones} timeZone={draft.timeZone} onTool={onTool} onDone={done} />
        )}
      </Section>
    );
  }

  const orphans = draft.gates.filter((gate) => draft.zones.every(({ code }) => code !== gate.zone));
  return (
    <>
      <Section title={said.zonesAndGates}>
        <Group gap="xs">
          {mayDraw && (
            <>
              <Button onClick={() => setEditing({ what: "zone", zone: null })}>{words.zone.draw}</Button>
              <Button
                variant="default"
                disabled={draft.zones.length === 0}
                onClick={() => setEditing({ what: "gate", gate: null })}
              >
                {words.gate.add}
              </Button>
            </>
          )}
          <GeoJsonExchange mayImport={mayDraw} />
        </Group>
      </Section>
      {draft.zones.length === 0 && draft.gates.length === 0 ? (
        <Empty title={said.empty}>{said.emptyHint}</Empty>
      ) : (
        <ul className={classes.rows} aria-label={said.zonesAndGates}>
          {draft.zones.map((zone) => (
            <ZoneRow
              key={zone.place}
              zone={zone}
              gates={draft.gates.filter((gate) => gate.zone === zone.code)}
              mayDraw={mayDraw}
              onEdit={setEditing}
              onShow={onShow}
            />
          ))}
          {orphans.map((gate) => (
            <GateRow key={gate.place} gate={gate} mayDraw={mayDraw} onEdit={setEditing} onShow={onShow} />
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  readonly mayDraw: boolean;
  readonly onEdit: (editing: Editing) => void;
  readonly onShow: (position: Position) => void;
}

function ZoneRow({
  zone,
  gates,
  mayDraw,
  onEdit,
  onShow,
}: RowProps & { readonly zone: Zone; readonly gates: readonly Gate[] }) {
  const words = useAccessWords();
  const language = useLanguage();
  const format = useFormat();
  const dropping = useOrder("access.drop-zone", ["access.show-perimeters", "access.zones-now"]);
  const drawing = useOrder("access.draw-zone", ["access.show-perimeters", "access.zones-now"]);
  const middle = positionWithin(zone.shape);
  const drop = async () => {
    const answer = await dropping.send({ place: zone.place });
    if (!answer.ok) return;
    tell({
      message: words.zone.dropped(zone.code),
      undo: { label: words.undo, run: () => void drawing.send(zone) },
    });
  };
  return (
    <>
      <li className={classes.row}>
        <div className={classes.rowHead}>
          <span className={classes.code}>{zone.code}</span>
          <button type="button" className={classes.link} onClick={() => middle !== undefined && onShow(middle)}>
            {zone.name[language]}
          </button>
          <span className={classes.dim}>
            {words.regime(zone.regime)}
            {zone.capacity !== null && ` · ${words.zone.holds(format.number(zone.capacity))}`}
            {zone.antiPassback && ` · ${words.zone.antiPassbackShort}`}
          </span>
          <span className={classes.grow} />
          {mayDraw && (
            <span className={classes.together}>
              <Button
                variant="subtle"
                aria-label={words.zone.change(zone.code)}
                onClick={() => onEdit({ what: "zone", zone })}
              >
                {words.change}
              </Button>
              <Button
                variant="subtle"
                loading={dropping.busy}
                aria-label={words.zone.drop(zone.code)}
                onClick={() => void drop()}
              >
                {words.takeAway}
              </Button>
            </span>
          )}
        </div>
        <ProblemLine problem={dropping.problem} />
      </li>
      {gates.map((gate) => (
        <GateRow key={gate.place} gate={gate} mayDraw={mayDraw} onEdit={onEdit} onShow={onShow} />
      ))}
    </>
  );
}

function GateRow({ gate, mayDraw, onEdit, onShow }: RowProps & { readonly gate: Gate }) {
  const words = useAccessWords();
  const language = useLanguage();
  const dropping = useOrder("access.drop-gate", ["access.show-perimeters", "access.gates-now"]);
  const drawing = useOrder("access.draw-gate", ["access.show-perimeters", "access.gates-now"]);
  const drop = async () => {
    const answer = await dropping.send({ place: gate.place });
    if (!answer.ok) return;
    tell({
      message: words.gate.dropped(gate.code),
      undo: { label: words.undo, run: () => void drawing.send(gate) },
    });
  };
  const { spans, weekly, except } = gate.hours;
  return (
    <li className={`${classes.row} ${classes.under}`}>
      <div className={classes.rowHead}>
        <span className={classes.code}>{gate.code}</span>
        <button type="button" className={classes.link} onClick={() => onShow(gate.position)}>
          {gate.name[language]}
        </button>
        <span className={classes.dim}>
          {words.gate.lanes(gate.lanes.length)} ·{" "}
          {spans.length + weekly.length + except.length === 0 ? words.gate.alwaysShort : words.gate.hoursShort} ·{" "}
          {words.gate.siteShort(gate.site)}
        </span>
        <span className={classes.grow} />
        {mayDraw && (
          <span className={classes.together}>
            <Button
              variant="subtle"
              aria-label={words.gate.change(gate.code)}
              onClick={() => onEdit({ what: "gate", gate })}
            >
              {words.change}
            </Button>
            <Button
              variant="subtle"
              loading={dropping.busy}
              aria-label={words.gate.drop(gate.code)}
              onClick={() => void drop()}
            >
              {words.takeAway}
            </Button>
          </span>
        )}
      </div>
      <ProblemLine problem={dropping.problem} />
    </li>
  );
}
