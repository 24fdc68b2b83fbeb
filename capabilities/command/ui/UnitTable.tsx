import { Group, Select, Table, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { ContingentId, Position, UnitId, UnitKind } from "@cordon/kernel";
import { Age, Answered, Empty, KindSymbol, STALE_AFTER_MS, type TrackStore, useFormat, useNowMs } from "@cordon/ui";
import { useMemo, useState } from "react";
import type { ForcesUnit } from "../wings/forces/words/kit.ts";
import { useKinds } from "../wings/forces/ui/useKindName.ts";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { PageButtons, usePages } from "./Pages.tsx";
import { useCommandWords } from "./words.ts";

const PAGE = 100;

export interface UnitTableProps {
  readonly tracks: TrackStore;
  readonly onShow: (position: Position) => void;
  readonly onUnit: (unit: UnitId) => void;
}

/** Units a page at a time, however many there are: who, of whom, how many, on what radio, what they do, and how old their position is. */
export function UnitTable({ tracks, onShow, onUnit }: UnitTableProps) {
  const words = useCommandWords().unit;
  const format = useFormat();
  const { kinds, nameOf } = useKinds();
  const contingents = useAnswer("command.list-contingents", {});
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 250);
  const [kind, setKind] = useState<UnitKind | null>(null);
  const [contingent, setContingent] = useState<ContingentId | null>(null);
  const pages = usePages<string>();
  const answer = useAnswer("command.find-units", {
    text,
    limit: PAGE,
    ...(kind === null ? {} : { kind }),
    ...(contingent === null ? {} : { contingent }),
    ...(pages.cursor === undefined ? {} : { after: pages.cursor }),
  });
  const known = contingents.state === "shown" ? contingents.data.contingents : [];
  const ofKinds = useMemo(
    () =>
      kinds
        .filter(({ units }) => units > 0)
        .map(({ code }) => ({ value: code, label: nameOf(code) }))
        .toSorted((a, b) => a.label.localeCompare(b.label)),
    [kinds, nameOf],
  );
  const narrowed = text !== "" || kind !== null || contingent !== null;
  return (
    <>
      <Group gap="xs" className={classes.filter} wrap="wrap">
        <TextInput
          className={`${classes.grow} ${classes.search}`}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={80}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            pages.reset();
          }}
        />
        <Select
          aria-label={words.kind}
          placeholder={words.everyKind}
          clearable
          searchable
          data={ofKinds}
          value={kind}
          onChange={(value) => {
            setKind(kinds.find(({ code }) => code === value)?.code ?? null);
            pages.reset();
          }}
        />
        <Select
          aria-label={words.contingent}
          placeholder={words.everyContingent}
          clearable
          searchable
          data={known.map(({ id, name, nation }) => ({ value: id, label: `${nation} · ${name}` }))}
          value={contingent}
          onChange={(value) => {
            setContingent(known.find(({ id }) => id === value)?.id ?? null);
            pages.reset();
          }}
        />
      </Group>
      <Answered of={answer}>
        {({ units, total, next }) =>
          units.length === 0 ? (
            narrowed ? (
              <Empty title={words.noneSo}>{words.noneSoHint}</Empty>
            ) : (
              <Empty title={words.empty}>{words.emptyHint}</Empty>
            )
          ) : (
            <>
              <div className={classes.scrolls}>
                <Table highlightOnHover verticalSpacing={2}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{words.callSign}</Table.Th>
                      <Table.Th>{words.kind}</Table.Th>
                      <Table.Th className={classes.spare}>{words.contingent}</Table.Th>
                      <Table.Th className={`${classes.right} ${classes.spare}`}>{words.size}</Table.Th>
                      <Table.Th className={classes.spare}>{words.radio}</Table.Th>
                      <Table.Th>{words.doing}</Table.Th>
                      <Table.Th>{words.position}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {units.map((unit) => (
                      <UnitRow key={unit.id} unit={unit} tracks={tracks} onShow={onShow} onUnit={onUnit} />
                    ))}
                  </Table.Tbody>
                </Table>
              </div>
              <Group justify="space-between" className={classes.filter}>
                <span className={classes.dim} role="status">
                  {words.page(
                    format.number(pages.turned * PAGE + 1),
                    format.number(pages.turned * PAGE + units.length),
                    format.number(total),
                  )}
                </span>
                <PageButtons of={pages} next={next} words={words} />
              </Group>
            </>
          )
        }
      </Answered>
    </>
  );
}

function UnitRow({ unit, tracks, onShow, onUnit }: UnitTableProps & { readonly unit: ForcesUnit }) {
  const words = useCommandWords().unit;
  const { nameOf, symbolOf } = useKinds();
  const format = useFormat();
  // Rendered once a second with every other age; the position itself is read then, not kept in state.
  useNowMs();
  const track = tracks.get(unit.track);
  const symbol = symbolOf(unit.kind);
  return (
    <Table.Tr>
      <Table.Td className={classes.nowrap}>
        <button type="button" className={classes.link} onClick={() => onUnit(unit.id)}>
          <strong>{unit.callSign}</strong>
        </button>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          {symbol !== null && <KindSymbol symbol={symbol} pixels={22} />}
          {nameOf(unit.kind)}
        </Group>
      </Table.Td>
      <Table.Td className={classes.spare}>
        {unit.nation} · {unit.contingentName}
      </Table.Td>
      <Table.Td className={`${classes.right} ${classes.spare}`}>{format.number(unit.strength)}</Table.Td>
      <Table.Td className={classes.spare}>{unit.kit.radios.map(({ callSign }) => callSign).join(" · ")}</Table.Td>
      <Table.Td className={classes.nowrap}>
        {unit.openTasks === 0 ? <span className={classes.dim}>{words.free}</span> : words.tasks(unit.openTasks)}
      </Table.Td>
      <Table.Td>
        {track === undefined ? (
          <span className={classes.dim}>{words.neverSeen}</span>
        ) : (
          <button
            type="button"
            className={classes.link}
            onClick={() => onShow([track.lon, track.lat])}
            title={format.position(track.lon, track.lat)}
          >
            <Age at={track.atMs} staleAfterSeconds={STALE_AFTER_MS / 1000} />
          </button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
