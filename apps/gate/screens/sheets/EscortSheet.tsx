import { ResponderService } from "@cordon/access/words";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useSheetWords } from "../../words/sheets.ts";
import { useVerdictWords } from "../../words/verdict.ts";
import { useEngine } from "../engine.tsx";
import gate from "../gate.module.css";
import { Sheet } from "./Sheet.tsx";

/** The second of two touches: who comes. A responder is never kept waiting for a form. */
export function EscortSheet({ back }: { readonly back: () => void }) {
  const words = useSheetWords();
  const { service } = useVerdictWords();
  const engine = useEngine();
  return (
    <Sheet title={words.escort.title} what={words.escort.what}>
      <div className={gate.grid}>
        {ResponderService.options.map((one) => (
          <Button
            key={one}
            className={`${device.button} ${device.primary}`}
            onClick={() => {
              back();
              void engine.escort(one);
            }}
          >
            {service[one]}
          </Button>
        ))}
      </div>
      <Button className={device.button} variant="default" onClick={back}>
        {words.back}
      </Button>
    </Sheet>
  );
}
