import { OverrideReason } from "@cordon/access/words";
import type { PassNumber } from "@cordon/kernel";
import { ToneMark } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Overriding } from "../../gate/state.ts";
import { useSheetWords } from "../../words/sheets.ts";
import { useEngine } from "../engine.tsx";
import gate from "../gate.module.css";
import { OwnWords } from "./OwnWords.tsx";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

/** First the card: no supervisor, no override. */
export function OverrideCard({ refused }: Pick<Extract<Overriding, { step: "card" }>, "refused">) {
  const words = useSheetWords().override;
  return (
    <Sheet title={words.card} what={words.cardHint}>
      {refused !== null && (
        <p className={classes.said} role="alert">
          <ToneMark tone="attention" size={20} /> {words.refused[refused]}
        </p>
      )}
      <Cancel />
    </Sheet>
  );
}

/** Then the reason. The person is let in with the touch of it, and it is said to be an override from then on. */
export function OverrideReasons({ by }: { readonly by: PassNumber }) {
  const words = useSheetWords().override;
  const engine = useEngine();
  const [own, setOwn] = useState(false);
  if (own)
    return (
      <OwnWords
        label={words.note}
        send={words.letIn}
        say={(note) => void engine.override("other", note)}
        back={() => setOwn(false)}
      />
    );
  return (
    <Sheet title={`${words.by(by)} – ${words.why}`} what={words.what}>
      <div className={gate.grid}>
        {OverrideReason.options.map((reason) => (
          <Button
            key={reason}
            className={device.button}
            variant="default"
            onClick={() => (reason === "other" ? setOwn(true) : void engine.override(reason, ""))}
          >
            {words.reasons[reason]}
          </Button>
        ))}
      </div>
      <Cancel />
    </Sheet>
  );
}

function Cancel() {
  const words = useSheetWords().override;
  const engine = useEngine();
  return (
    <Button className={device.button} variant="default" onClick={() => engine.cancelOverride()}>
      {words.cancel}
    </Button>
  );
}
