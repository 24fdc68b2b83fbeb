import type { Actor, CameraId, PersonId, Place, PlaceId, Position } from "@cordon/kernel";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useLanguage } from "@cordon/ui";
import type { SignalView } from "../words.ts";

/** What this room's screens know from elsewhere: other rooms' names for things, and the map they lie on. */
export interface Surroundings {
  readonly cameraName: (camera: CameraId) => string | null;
  readonly actorName: (actor: Actor) => string;
  readonly isMe: (actor: Actor) => boolean;
  readonly showOnMap: (position: Position) => void;
  readonly places: readonly Place[];
  /** Whether the person may triage and task, or only look. */
  readonly mayDecide: boolean;
  /** Whether the person may erase a file of a log for good. */
  readonly mayErase: boolean;
  /** Who else may take command of an incident. */
  readonly commanders: readonly { readonly id: PersonId; readonly name: string }[];
  /** What the room that raised a signal knows of what its pictures hide; below them. */
  readonly originals?: (signal: SignalView) => ReactNode;
}

const Around = createContext<Surroundings>({
  cameraName: () => null,
  actorName: ({ id }) => id,
  isMe: () => false,
  showOnMap: () => undefined,
  places: [],
  mayDecide: true,
  mayErase: false,
  commanders: [],
});

export function CommandSurroundings({ of, children }: { readonly of: Surroundings; readonly children: ReactNode }) {
  return <Around.Provider value={of}>{children}</Around.Provider>;
}

export function useSurroundings(): Surroundings & { readonly placeName: (place: PlaceId | null) => string } {
  const around = useContext(Around);
  const language = useLanguage();
  return useMemo(() => {
    const names = new Map(around.places.map((place) => [place.id, place.name[language]]));
    return { ...around, placeName: (place: PlaceId | null) => (place === null ? "" : (names.get(place) ?? "")) };
  }, [around, language]);
}

/** Where a signal is, in words: its place and its camera, as far as they have names. */
export function whereOf(
  signal: { readonly place: PlaceId | null; readonly camera: CameraId | null; readonly zone: string | null },
  around: ReturnType<typeof useSurroundings>,
): string {
  const camera = signal.camera === null ? null : around.cameraName(signal.camera);
  const place = around.placeName(signal.place) || signal.zone || "";
  return [place, camera].filter((part) => part !== null && part !== "").join(" · ");
}
