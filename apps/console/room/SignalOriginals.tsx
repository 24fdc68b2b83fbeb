import type { SignalView } from "@cordon/command";
import { useSurroundings } from "@cordon/command/ui";
import { Originals } from "@cordon/watch/ui";
import { mayAny, useHouse } from "../server/house.tsx";

/** What a camera's signal hides, for whoever may look behind it; below its pictures. */
export function SignalOriginals({ signal }: { readonly signal: SignalView }) {
  const { me } = useHouse();
  const { actorName } = useSurroundings();
  const { id, state, box } = signal;
  return (
    <Originals
      key={id}
      signal={id}
      state={state}
      box={box}
      mayLift={mayAny(me, ["supervisor", "commander"])}
      actorName={actorName}
    />
  );
}

/** Nothing is hidden in what no camera saw. */
export function originalsOf(signal: SignalView) {
  return signal.camera === null ? null : <SignalOriginals signal={signal} />;
}
