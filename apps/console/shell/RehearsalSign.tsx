import classes from "../console.module.css";
import { useHouse } from "../server/house.tsx";
import { useConsoleWords } from "../words.ts";

/** Says so that nobody can miss it that this is a rehearsal, and who acts in it. */
export function RehearsalSign() {
  const words = useConsoleWords().rehearsal;
  const { me } = useHouse();
  return (
    <div className={classes.rehearsal} role="note">
      <strong>{words.sign}</strong>
      <span>{words.said}</span>
      {me.rehearsal && <span className={classes.rehearsalWho}>{words.operator}</span>}
    </div>
  );
}
