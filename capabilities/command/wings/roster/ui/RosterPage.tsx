import { SegmentedControl, Select } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { type MapTool, Panel, useNowMs } from "@cordon/ui";
import { useState } from "react";
import type { CapabilityCode } from "../words.ts";
import { Attendance } from "./Attendance.tsx";
import { FilePanel } from "./file/FilePanel.tsx";
import { NeedsPanel } from "./NeedsPanel.tsx";
import { PlanPanel } from "./PlanPanel.tsx";
import { RestPanel } from "./rest/RestPanel.tsx";
import classes from "./roster.module.css";
import { Timeline } from "./Timeline.tsx";
import { VoidList } from "./VoidList.tsx";
import { useCapabilities } from "./useCapabilityName.ts";
import { useRosterWords } from "./words.ts";

const MINUTE_MS = 60_000;
const HOURS = ["6", "24", "72", "336"] as const;
const TABS = ["voids", "who", "time", "plan", "needs", "file", "rest"] as const;
/** Those that look at a window of time. */
const WINDOWED: ReadonlySet<string> = new Set(["voids", "time"]);

export interface RosterPageProps {
  /** Plans, says what posts need, and says for a unit that it is at its post, left, or did not come. */
  readonly mayArrange: boolean;
  /** Lets rest be shortened, saying why. */
  readonly mayShorten: boolean;
  /** Says how long units may work. */
  readonly mayRule: boolean;
  readonly onShow: (place: PlaceId) => void;
  /** Takes the map for a click, or gives it back. */
  readonly onTool: (tool: MapTool | null) => void;
  readonly onClose: () => void;
}

/** Where posts will lack units and what fills them; who is due, on and missing; and posts along time. */
export function RosterPage({ mayArrange, mayShorten, mayRule, onShow, onTool, onClose }: RosterPageProps) {
  const words = useRosterWords();
  const [tab, setTab] = useState<(typeof TABS)[number]>("voids");
  const [hours, setHours] = useState<(typeof HOURS)[number]>("24");
  const [capability, setCapability] = useState<CapabilityCode | null>(null);
  const capabilities = useCapabilities();
  // By the minute, so that the question stays the same within one.
  const nowMs = useNowMs(MINUTE_MS);
  const from = new Date(nowMs).toISOString();
  const until = new Date(nowMs + Number(hours) * 60 * MINUTE_MS).toISOString();
  const asked = { from, until, ...(capability === null ? {} : { capability }) };

  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={words.title}
          size="xs"
          value={tab}
          onChange={(value) => setTab(TABS.find((each) => each === value) ?? "voids")}
          data={TABS.filter((value) => mayArrange || value !== "plan").map((value) => ({
            value,
            label: words.tabs[value],
          }))}
        />
        {WINDOWED.has(tab) && (
          <>
            <SegmentedControl
              aria-label={words.window}
              size="xs"
              value={hours}
              onChange={(value) => setHours(HOURS.find((each) => each === value) ?? "24")}
              data={HOURS.map((value) => ({ value, label: words.windows[value] }))}
            />
            <Select
              aria-label={words.filter}
              placeholder={words.filter}
              size="xs"
              clearable
              searchable
              data={capabilities.all}
              value={capability}
              onChange={setCapability}
            />
          </>
        )}
      </div>
      {tab === "voids" && (
        <VoidList
          key={`${hours} ${capability}`}
          asked={asked}
          may={{ arrange: mayArrange, shorten: mayShorten }}
          onShow={onShow}
        />
      )}
      {tab === "who" && <Attendance mayArrange={mayArrange} onShow={onShow} />}
      {tab === "plan" && <PlanPanel mayShorten={mayShorten} />}
      {tab === "needs" && <NeedsPanel mayArrange={mayArrange} onTool={onTool} />}
      {tab === "file" && <FilePanel mayArrange={mayArrange} mayShorten={mayShorten} />}
      {tab === "rest" && <RestPanel mayRule={mayRule} />}
      {tab === "time" && <Timeline asked={asked} onShow={onShow} />}
    </Panel>
  );
}
