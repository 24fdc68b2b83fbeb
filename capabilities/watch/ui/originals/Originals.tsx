import { Button, Group, TextInput } from "@mantine/core";
import type { Actor, PixelBox, SignalId, SignalState } from "@cordon/kernel";
import { isEscape, ProblemLine, tell, useFormat, useNowMs, useShellWords } from "@cordon/ui";
import { useState } from "react";
import type { ExhibitsView } from "../../words/exhibits.ts";
import { useAnswer, useOrder } from "../doors.ts";
import { OriginalPicture } from "./OriginalPicture.tsx";
import classes from "./originals.module.css";
import { useOriginalWords } from "./words.ts";

/** As the lifting itself asks for at least. */
const LEAST_REASON = 5;
/** When it is over, the answer says so; the clock alone takes the picture away on time. */
const EVERY_MS = 30_000;

export interface OriginalsProps {
  readonly signal: SignalId;
  readonly state: SignalState;
  readonly box: PixelBox | null;
  /** Whether the person's role may look behind the pixels at all. */
  readonly mayLift: boolean;
  readonly actorName: (actor: Actor) => string;
}

/** What a camera saw before people were hidden: for a confirmed signal, by those who may, with a reason that is written down. */
export function Originals(props: OriginalsProps) {
  const words = useOriginalWords();
  const answer = useAnswer("watch.show-exhibits", { signal: props.signal }, { everyMs: EVERY_MS });
  if (answer.state !== "shown" || answer.data.signal !== props.signal) return null;
  const { originals, erased } = answer.data;
  if (erased !== null || originals.roles.length === 0) return null;
  return (
    <div className={classes.originals}>
      <Lifting {...props} originals={originals} />
      {originals.lifted.length > 0 && (
        <div className={classes.log}>
          <span className={classes.dim}>{words.log}</span>
          <Lifted of={originals.lifted} actorName={props.actorName} />
        </div>
      )}
    </div>
  );
}

function Lifting({ signal, state, box, mayLift, originals }: OriginalsProps & Pick<ExhibitsView, "originals">) {
  const words = useOriginalWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const [asking, setAsking] = useState(false);
  const { openUntil, roles } = originals;
  if (openUntil !== null && Date.parse(openUntil) > nowMs) {
    return (
      <OriginalPicture
        signal={signal}
        roles={roles}
        box={box}
        caption={words.open(format.shortTime(openUntil, nowMs))}
      />
    );
  }
  if (asking) return <AskWhy signal={signal} onDone={() => setAsking(false)} />;
  const decided = state === "confirmed" || state === "merged";
  return (
    <div className={classes.row}>
      <span className={classes.dim}>
        {words.pixelated} {mayLift && state === "waiting" && words.onceConfirmed}
      </span>
      {mayLift && decided && (
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.lift}…
        </Button>
      )}
    </div>
  );
}

function AskWhy({ signal, onDone }: { readonly signal: SignalId; readonly onDone: () => void }) {
  const words = useOriginalWords();
  const shell = useShellWords();
  const lifting = useOrder("watch.lift-pixelation", ["watch.show-exhibits"]);
  const [reason, setReason] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const answer = await lifting.send({ signal, reason });
        if (!answer.ok) return;
        tell({ message: words.lifted });
        onDone();
      }}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <TextInput
        autoFocus
        required
        label={words.why}
        description={`${words.written} ${shell.noPersonalData}`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemLine problem={lifting.problem} />
      <Group gap="xs">
        <Button type="submit" loading={lifting.busy} disabled={reason.trim().length < LEAST_REASON}>
          {words.send}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
      </Group>
    </form>
  );
}

function Lifted({
  of,
  actorName,
}: {
  readonly of: ExhibitsView["originals"]["lifted"];
  readonly actorName: OriginalsProps["actorName"];
}) {
  const words = useOriginalWords();
  const format = useFormat();
  const nowMs = useNowMs();
  return (
    <ul className={classes.lifted}>
      {of.map(({ by, at, reason }) => (
        <li key={`${by.id} ${at}`}>
          {words.line(actorName(by), format.time(at, nowMs))} – {reason}
        </li>
      ))}
    </ul>
  );
}
