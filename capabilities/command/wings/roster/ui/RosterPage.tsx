import { SegmentedControl, TextInput } from "@mantine/core";
import type { PlaceId } from "@cordon/kernel";
import { Panel, useNowMs } from "@cordon/ui";
import { useState } from "react";
import { CapabilityCode } from "../words.ts";
import { Attendance } from "./Attendance.tsx";
import classes from "./roster.module.css";
import { Timeline } from "./Timeline.tsx";
import { VoidList } from "./VoidList.tsx";
import { useRosterWords } from "./words.ts";

const MINUTE_MS = 60_000;
const HOURS = ["6", "24", "72", "336"] as const;
const TABS = ["voids", "who", "time"] as const;

export interface RosterPageProps {
  readonly mayArrange: boolean;
  readonly onShow: (place: PlaceId) => void;
  readonly onClose: () => void;
}

/** Where posts will lack units and what fills them; who is due, on and missing; and posts along time. */
export function RosterPage({ mayArrange, onShow, onClose }: RosterPageProps) {
  const words = useRosterWords();
  const [tab, setTab] = useState<(typeof TABS)[number]>("voids");
  const [hours, setHours] = useState<(typeof HOURS)[number]>("24");
  const [typed, setTyped] = useState("");
  // By the minute, so that the question stays the same within one.
  const nowMs = Math.floor(useNowMs() / MINUTE_MS) * MINUTE_MS;
  const from = new Date(nowMs).toISOString();
  const until = new Date(nowMs + Number(hours) * 60 * MINUTE_MS).toISOString();
  const capability = CapabilityCode.safeParse(typed.trim());
  const asked = { from, until, ...(capability.success ? { capability: capability.data } : {}) };

  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={words.title}
          size="xs"
          value={tab}
          onChange={(value) => setTab(TABS.find((each) => each === value) ?? "voids")}
          data={TABS.map((value) => ({ value, label: words.tabs[value] }))}
        />
        {tab !== "who" && (
          <>
            <SegmentedControl
              aria-label={words.window}
              size="xs"
              value={hours}
              onChange={(value) => setHours(HOURS.find((each) => each === value) ?? "24")}
              data={HOURS.map((value) => ({ value, label: words.windows[value] }))}
            />
            <TextInput
              aria-label={words.filter}
              placeholder={words.filter}
              size="xs"
              maxLength={48}
              value={typed}
              error={typed.trim() !== "" && !capability.success ? words.filterWrong : undefined}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
      </div>
      {tab === "voids" && <VoidList key={`${hours} ${typed}`} asked={asked} mayArrange={mayArrange} onShow={onShow} />}
      {tab === "who" && <Attendance onShow={onShow} />}
      {tab === "time" && <Timeline asked={asked} onShow={onShow} />}
    </Panel>
  );
}
