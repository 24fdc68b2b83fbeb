import { ToneMark, useFormat } from "@cordon/ui";
import { Settings } from "@cordon/ui/device";
import { IconMapPin, IconMapPinOff } from "@tabler/icons-react";
import { useFieldWords } from "../words.ts";
import bar from "./bar.module.css";
import classes from "./field.module.css";
import { usePhoneState } from "./phone.tsx";

/** Who this phone is, whether news arrives, whether it tells where it is, and the two things one may set. */
export function Bar({ toPosition }: { readonly toPosition?: () => void }) {
  const words = useFieldWords();
  const { at, tasks, label, reach } = usePhoneState();
  return (
    <div className={classes.bar}>
      <div className={classes.unit}>
        <h1 className={classes.callSign}>{tasks?.unit.callSign ?? (label || words.title)}</h1>
        {at.standing === "enrolled" && (
          <div className={classes.reach}>
            <span role="status" className={classes.reach}>
              <ToneMark tone={reach === "nobody" ? "attention" : "calm"} size={14} />
              <span>{words.reach[reach]}</span>
            </span>
            <Sharing toPosition={toPosition} />
          </div>
        )}
      </div>
      <Settings />
    </div>
  );
}

/** Whoever is followed sees that they are, without looking for it; pressed, it leads to where that is changed, or why it is not so. */
function Sharing({ toPosition }: { readonly toPosition: (() => void) | undefined }) {
  const words = useFieldWords().sharing;
  const format = useFormat();
  const { sharing, fix } = usePhoneState();
  const Icon = sharing === "shared" ? IconMapPin : IconMapPinOff;
  return (
    <button type="button" className={bar.sharing} onClick={toPosition}>
      <Icon size={16} aria-hidden />
      <span>
        {sharing === "shared" && fix !== null ? words.shared(format.distance(fix.accuracyMetres)) : words.not[sharing]}
      </span>
    </button>
  );
}
