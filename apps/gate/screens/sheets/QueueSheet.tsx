import { ToneMark } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useSheetWords } from "../../words/sheets.ts";
import { useEngine } from "../engine.tsx";
import gate from "../gate.module.css";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

/** Nobody counts two hundred people: the nearest of these is enough for a wait in minutes. */
const BUCKETS = [0, 10, 25, 50, 100, 200] as const;

type Sent = "no" | "sending" | "taken" | "failed";

export function QueueSheet({ back }: { readonly back: () => void }) {
  const words = useSheetWords();
  const engine = useEngine();
  const [sent, setSent] = useState<Sent>("no");
  async function report(waiting: number) {
    setSent("sending");
    setSent((await engine.reportQueue(waiting)) ? "taken" : "failed");
  }
  return (
    <Sheet title={words.queue.title} what={words.queue.what}>
      <div className={gate.grid}>
        {BUCKETS.map((from) => (
          <Button
            key={from}
            className={device.button}
            variant="default"
            disabled={sent === "sending"}
            onClick={() => void report(from)}
          >
            {words.queue.buckets(from)}
          </Button>
        ))}
      </div>
      {(sent === "taken" || sent === "failed") && (
        <p className={classes.said} role={sent === "taken" ? "status" : "alert"}>
          <ToneMark tone={sent === "taken" ? "calm" : "attention"} size={20} />
          {sent === "taken" ? words.queue.sent : words.queue.failed}
        </p>
      )}
      <Button className={device.button} variant="default" onClick={back}>
        {words.back}
      </Button>
    </Sheet>
  );
}
