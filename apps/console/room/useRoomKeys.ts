import type { SignalView } from "@cordon/command";
import { useTheme } from "@cordon/ui";
import { useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import type { Destination } from "../shell/destinations.ts";
import { useGoKeys } from "../shell/keys.ts";

export interface RoomKeys {
  readonly signals: readonly SignalView[] | null;
  readonly selected: string | null;
  readonly destinations: readonly Destination[];
  readonly go: (path: string) => void;
  readonly onLists: () => void;
  readonly onHelp: () => void;
  readonly onMeasure: () => void;
  readonly onReport: () => void;
  /** Whether Escape puts away what lies on the map; a signal and an incident see to that themselves. */
  readonly closes: boolean;
}

/** The keys that work wherever one is in the room. */
export function useRoomKeys({
  signals,
  selected,
  destinations,
  go,
  onLists,
  onHelp,
  onMeasure,
  onReport,
  closes,
}: RoomKeys): void {
  const theme = useTheme();
  const step = (by: 1 | -1) => {
    const next = neighbour(signals ?? [], selected, by);
    if (next !== undefined) go(`/signals/${next.id}`);
  };
  useHotkeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["l", onLists],
    ["r", onReport],
    ["n", () => go("/open-incident")],
    ["shift+n", theme.toggle],
    ["shift+m", onMeasure],
    ["shift+?", onHelp],
    ["?", onHelp],
    ["mod+k", () => spotlight.open()],
    ...(closes ? [["Escape", () => go("/")] satisfies [string, () => void]] : []),
  ]);
  useGoKeys(
    Object.fromEntries([["m", () => go("/")], ...destinations.map(({ key, path }) => [key, () => go(path)] as const)]),
  );
}

/** The one after or before, staying at the ends; with nothing selected, the first or the last. */
export function neighbour<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  selected: string | null,
  by: 1 | -1,
): Thing | undefined {
  const at = things.findIndex(({ id }) => id === selected);
  if (at === -1) return by === 1 ? things[0] : things.at(-1);
  return things[Math.min(things.length - 1, Math.max(0, at + by))];
}
