import { Table, TextInput } from "@mantine/core";
import type { Position } from "@cordon/kernel";
import { Age, Answered, Empty, STALE_AFTER_MS, type TrackStore, useFormat, useNowMs } from "@cordon/ui";
import { useState } from "react";
import type { UnitView } from "../words.ts";
import classes from "./command.module.css";
import { useAnswer } from "./doors.ts";
import { useKindName } from "../wings/forces/ui/useKindName.ts";
import { useCommandWords } from "./words.ts";

/** All units: who, of whom, how many, what they do, and how old their position is. */
export function UnitTable({
  tracks,
  onShow,
}: {
  readonly tracks: TrackStore;
  readonly onShow: (position: Position) => void;
}) {
  const words = useCommandWords().unit;
  const answer = useAnswer("command.list-units", {});
  const kindName = useKindName();
  const [search, setSearch] = useState("");
  const matches = (unit: UnitView) =>
    `${unit.callSign} ${kindName(unit.kind)} ${unit.contingentName} ${unit.nation}`
      .toLowerCase()
      .includes(search.trim().toLowerCase());
  return (
    <Answered of={answer}>
      {({ units }) =>
        units.length === 0 ? (
          <Empty title={words.empty}>{words.emptyHint}</Empty>
        ) : (
          <>
            <div className={classes.filter}>
              <TextInput
                aria-label={words.search}
                placeholder={words.search}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            </div>
            <Table highlightOnHover stickyHeader verticalSpacing={2}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.callSign}</Table.Th>
                  <Table.Th>{words.kind}</Table.Th>
                  <Table.Th>{words.contingent}</Table.Th>
                  <Table.Th className={classes.right}>{words.size}</Table.Th>
                  <Table.Th>{words.doing}</Table.Th>
                  <Table.Th>{words.position}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {units.filter(matches).map((unit) => (
                  <UnitRow key={unit.id} unit={unit} tracks={tracks} onShow={onShow} />
                ))}
              </Table.Tbody>
            </Table>
          </>
        )
      }
    </Answered>
  );
}

function UnitRow({
  unit,
  tracks,
  onShow,
}: {
  readonly unit: UnitView;
  readonly tracks: TrackStore;
  readonly onShow: (position: Position) => void;
}) {
  const words = useCommandWords().unit;
  const kindName = useKindName();
  const format = useFormat();
  // Rendered once a second with every other age; the position itself is read then, not kept in state.
  useNowMs();
  const track = tracks.get(unit.track);
  return (
    <Table.Tr>
      <Table.Td className={classes.nowrap}>
        <strong>{unit.callSign}</strong>
      </Table.Td>
      <Table.Td>{kindName(unit.kind)}</Table.Td>
      <Table.Td>
        {unit.nation} · {unit.contingentName}
      </Table.Td>
      <Table.Td className={classes.right}>{format.number(unit.strength)}</Table.Td>
      <Table.Td>
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
