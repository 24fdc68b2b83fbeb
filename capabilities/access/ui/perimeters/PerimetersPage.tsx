import { SegmentedControl } from "@mantine/core";
import type { Position } from "@cordon/kernel";
import { Answered, Panel } from "@cordon/ui";
import { useMemo, useState } from "react";
import classes from "../access.module.css";
import { byCode } from "../by-code.ts";
import { useAnswer } from "../doors.ts";
import type { OnTool } from "../fields/ShapeField.tsx";
import type { PerimeterFault } from "../../rules/perimeter-fault.ts";
import { RulesEditor } from "../rules/RulesEditor.tsx";
import { TryIt } from "../rules/TryIt.tsx";
import { useAccessWords } from "../words.ts";
import { Faults } from "./Faults.tsx";
import { Publish } from "./Publish.tsx";
import { ZonesAndGates } from "./ZonesAndGates.tsx";

export interface PerimetersPageProps {
  /** Draws zones and gates and works on the rules. */
  readonly mayDraw: boolean;
  /** Puts them into force. */
  readonly mayPublish: boolean;
  readonly onTool: OnTool;
  readonly onShow: (position: Position) => void;
  readonly onClose: () => void;
}

const TABS = ["places", "rules", "try", "publish"] as const;
type Tab = (typeof TABS)[number];

/** What is wrong is said where it is set right; whoever publishes sees all of it. */
const SHOWN: Readonly<Record<Tab, readonly PerimeterFault["subject"]["kind"][]>> = {
  places: ["zone", "gate", "perimeter"],
  rules: ["rule", "category"],
  try: [],
  publish: ["zone", "gate", "perimeter", "rule", "category"],
};

/** The perimeters being worked on: where, by which rules, what these say to whom, and putting all of it into force. */
export function PerimetersPage({ mayDraw, mayPublish, onTool, onShow, onClose }: PerimetersPageProps) {
  const words = useAccessWords().perimeter;
  const answer = useAnswer("access.show-perimeters", {});
  const [tab, setTab] = useState<Tab>("places");
  const shown = answer.state === "shown" ? answer.data.draft : null;
  const draft = useMemo(
    () => shown && { ...shown, zones: shown.zones.toSorted(byCode), gates: shown.gates.toSorted(byCode) },
    [shown],
  );
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={
        answer.state === "shown" && (
          <span className={classes.dim}>
            {answer.data.published === null ? words.neverPublished : words.inForce(answer.data.published.number)}
          </span>
        )
      }
      onClose={onClose}
    >
      <div className={classes.tabs}>
        <SegmentedControl
          fullWidth
          size="xs"
          value={tab}
          onChange={(value) => setTab(TABS.find((each) => each === value) ?? "places")}
          data={TABS.map((value) => ({ value, label: words.tabs[value] }))}
        />
      </div>
      <Answered of={answer}>
        {(data) => (
          <>
            <Faults faults={data.faults.filter(({ subject }) => SHOWN[tab].includes(subject.kind))} />
            {tab === "places" && draft && (
              <ZonesAndGates draft={draft} mayDraw={mayDraw} onTool={onTool} onShow={onShow} />
            )}
            {tab === "rules" && draft && <RulesEditor draft={draft} mayDraw={mayDraw} />}
            {tab === "try" && draft && <TryIt draft={draft} />}
            {tab === "publish" && <Publish perimeters={data} mayPublish={mayPublish} />}
          </>
        )}
      </Answered>
    </Panel>
  );
}
