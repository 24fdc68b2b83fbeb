import { PassNumber } from "@cordon/kernel";
import { ToneMark } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useSheetWords } from "../../words/sheets.ts";
import { useEngine, useGateState } from "../engine.tsx";
import gate from "../gate.module.css";
import { Keypad } from "./Keypad.tsx";
import { OwnWords } from "./OwnWords.tsx";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

/** A number typed where no code can be read. Asked twice for what it is: the number, and why; both are recorded. */
export function LookUpSheet({ back }: { readonly back: () => void }) {
  const words = useSheetWords().lookUp;
  const engine = useEngine();
  const { lookUp } = useGateState("lookUp");
  const [typed, setTyped] = useState("");
  const [stage, setStage] = useState<"number" | "why" | "own">("number");
  const number = PassNumber.safeParse(Number(typed));
  const ask = (because: string) => {
    if (number.success) void engine.lookUp(number.data, because);
  };
  const leave = () => {
    engine.clearLookUp();
    back();
  };
  if (lookUp?.step === "asking") return <Asking number={typed} leave={leave} />;
  if (lookUp?.step === "failed")
    return (
      <Sheet title={`${words.title} ${typed}`}>
        <p className={classes.said} role="alert">
          <ToneMark tone="attention" size={20} /> {words.failed[lookUp.because]}
        </p>
        <Button
          className={device.button}
          variant="default"
          onClick={() => {
            engine.clearLookUp();
            setTyped("");
            setStage("number");
          }}
        >
          {words.again}
        </Button>
        <Back press={leave} />
      </Sheet>
    );
  if (stage === "number")
    return (
      <Sheet title={words.title} what={words.recorded}>
        <Keypad typed={typed} type={setTyped} />
        <div className={gate.row}>
          <Back press={leave} />
          <Button
            className={`${device.button} ${device.primary}`}
            disabled={typed === "" || !number.success}
            onClick={() => setStage("why")}
          >
            {words.next}
          </Button>
        </div>
      </Sheet>
    );
  if (stage === "own") return <OwnWords label={words.other} send={words.ask} say={ask} back={() => setStage("why")} />;
  return (
    <Sheet title={words.whyTitle} what={words.recorded}>
      <div className={gate.grid}>
        {words.reasons.map((reason) => (
          <Button key={reason} className={device.button} variant="default" onClick={() => ask(reason)}>
            {reason}
          </Button>
        ))}
      </div>
      <Button className={device.button} variant="default" onClick={() => setStage("own")}>
        {words.other}
      </Button>
      <Back press={() => setStage("number")} />
    </Sheet>
  );
}

function Asking({ number, leave }: { readonly number: string; readonly leave: () => void }) {
  const words = useSheetWords().lookUp;
  return (
    <Sheet title={`${words.title} ${number}`}>
      <p className={classes.said} role="status">
        {words.asking}
      </p>
      <Back press={leave} />
    </Sheet>
  );
}

function Back({ press }: { readonly press: () => void }) {
  const words = useSheetWords();
  return (
    <Button className={device.button} variant="default" onClick={press}>
      {words.back}
    </Button>
  );
}
