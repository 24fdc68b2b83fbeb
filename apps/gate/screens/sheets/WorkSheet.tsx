import { Direction, type Means } from "@cordon/access/words";
import { device } from "@cordon/ui/device";
import { Button } from "@mantine/core";
import { useReadyWords } from "../../words/ready.ts";
import { useSheetWords } from "../../words/sheets.ts";
import { useEngine, useGateState } from "../engine.tsx";
import gate from "../gate.module.css";
import { Sheet } from "./Sheet.tsx";
import classes from "./sheets.module.css";

/** Which lane this is, which way it goes, and how people come. What the lane does not take is not offered. */
export function WorkSheet({ back }: { readonly back: () => void }) {
  const words = useSheetWords();
  const ready = useReadyWords();
  const engine = useEngine();
  const { work, post } = useGateState("work", "post");
  const lanes = post?.described?.lanes ?? [];
  const lane = lanes.find((one) => one.code === work?.lane);
  const means = lane === undefined || lane.means.length === 0 ? ON_FOOT : lane.means;
  const directions = lane === undefined || lane.direction === "both" ? Direction.options : [lane.direction];
  if (work === null) return null;
  return (
    <Sheet title={words.work.title}>
      <Choice
        label={words.work.lane}
        options={lanes.map(({ code }) => code)}
        chosen={work.lane}
        say={ready.lane}
        choose={(code) => void engine.choose({ lane: code })}
      />
      <Choice
        label={words.work.direction}
        options={directions}
        chosen={work.direction}
        say={(one) => ready.direction[one]}
        choose={(direction) => void engine.choose({ direction })}
      />
      <Choice
        label={words.work.means}
        options={means}
        chosen={work.means}
        say={(one) => ready.means[one]}
        choose={(one) => void engine.choose({ means: one })}
      />
      <Button className={`${device.button} ${device.primary}`} onClick={back}>
        {words.work.done}
      </Button>
    </Sheet>
  );
}

/** What a lane that names nothing takes. */
const ON_FOOT: readonly Means[] = ["foot", "bicycle"];

function Choice<Option extends string>(props: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: Option;
  readonly say: (option: Option) => string;
  readonly choose: (option: Option) => void;
}) {
  if (props.options.length < 2) return null;
  return (
    <div role="group" aria-label={props.label}>
      <p className={classes.label}>{props.label}</p>
      <div className={gate.grid}>
        {props.options.map((option) => (
          <Button
            key={option}
            className={`${device.button} ${option === props.chosen ? gate.chosen : ""}`}
            variant="default"
            aria-pressed={option === props.chosen}
            onClick={() => props.choose(option)}
          >
            {props.say(option)}
          </Button>
        ))}
      </div>
    </div>
  );
}
