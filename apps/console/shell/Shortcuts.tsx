import { Kbd, Modal, Table } from "@mantine/core";
import { Fragment } from "react";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";
import { DESTINATIONS, PAGES } from "./destinations.ts";

/** What the keys do. The one dialogue: it was asked for, and nothing happens under it. */
export function Shortcuts({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const words = useConsoleWords();
  const { keys } = words;
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      keys.groups.queue,
      [
        ["J · K", keys.next],
        ["C", keys.confirm],
        ["D", keys.dismiss],
        ["M", keys.merge],
        ["U", keys.undo],
        ["P", keys.clip],
      ],
    ],
    [
      keys.groups.incident,
      [
        ["T", keys.task],
        ["E", keys.step],
        ["S", keys.seen],
      ],
    ],
    [
      keys.groups.roster,
      [
        ["J · K", keys.nextRow],
        ["F", keys.fill],
        ["E", keys.editShift],
        ["X", keys.cancelShift],
      ],
    ],
    [
      keys.groups.cameras,
      [
        ["← ↑ ↓ →", keys.tiles],
        ["Enter", keys.openCamera],
        ["/", keys.findCamera],
        ["W", keys.full],
        ["Z · T · F · H", keys.layers],
        ["← · →", keys.nextCamera],
        ["C", keys.calibrate],
      ],
    ],
    [
      keys.past.group,
      [
        ["H", keys.past.look],
        ["← · →, ⇧ ← · ⇧ →", keys.past.step],
        ["␣", keys.past.play],
      ],
    ],
    [
      keys.groups.go,
      [DESTINATIONS.room, ...PAGES].map(
        ({ key, name }) => [`G ${keys.then} ${key.toUpperCase()}`, words.go[name]] as const,
      ),
    ],
    [
      keys.groups.anywhere,
      [
        ["Ctrl K", keys.palette],
        ["R", keys.report],
        ["N", keys.incident],
        ["L", keys.lists],
        ["Esc", keys.away],
        ["⇧ N", keys.theme],
        ["⇧ M", words.map.measure],
        ["?", keys.help],
      ],
    ],
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={keys.title}
      closeButtonProps={{ "aria-label": words.keys.away }}
      size="md"
      transitionProps={{ duration: 0 }}
    >
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          {groups.map(([group, rows]) => (
            <Fragment key={group}>
              <Table.Tr>
                <Table.Th colSpan={2} className={classes.keyGroup}>
                  {group}
                </Table.Th>
              </Table.Tr>
              {rows.map(([key, meaning]) => (
                <Table.Tr key={key}>
                  <Table.Td w={120}>
                    <Kbd size="xs">{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{meaning}</Table.Td>
                </Table.Tr>
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
