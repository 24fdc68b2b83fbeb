import { ToneMark } from "@cordon/ui";
import { Settings } from "@cordon/ui/device";
import { useFieldWords } from "../words.ts";
import classes from "./field.module.css";
import { usePhoneState } from "./phone.tsx";

/** Who this phone is, whether news arrives, and the two things one may set. */
export function Bar() {
  const words = useFieldWords();
  const { at, tasks, label, reach } = usePhoneState();
  return (
    <div className={classes.bar}>
      <div className={classes.unit}>
        <h1 className={classes.callSign}>{tasks?.unit.callSign ?? (label || words.title)}</h1>
        {at.standing === "enrolled" && (
          <div className={classes.reach} role="status">
            <ToneMark tone={reach === "nobody" ? "attention" : "calm"} size={14} />
            {words.reach[reach]}
          </div>
        )}
      </div>
      <Settings />
    </div>
  );
}
