import { SegmentedControl } from "@mantine/core";
import { Panel } from "@cordon/ui";
import { useState } from "react";
import classes from "../access.module.css";
import { useAccessWords } from "../words.ts";
import { IssueMany } from "./IssueMany.tsx";
import { IssueOne } from "./IssueOne.tsx";
import { LookUp } from "./LookUp.tsx";
import { PassList } from "./PassList.tsx";
import { RevokePasses } from "./RevokePasses.tsx";

export interface PassesPageProps {
  /** Gives out passes and takes them back. */
  readonly mayIssue: boolean;
  readonly onClose: () => void;
}

const TABS = ["list", "one", "many", "revoke"] as const;
type Tab = (typeof TABS)[number];

/** The pass desk: which passes there are, giving them out one by one or by the list, and taking them back. */
export function PassesPage({ mayIssue, onClose }: PassesPageProps) {
  const words = useAccessWords().passes;
  const [tab, setTab] = useState<Tab>("list");
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      {mayIssue && (
        <div className={classes.tabs}>
          <SegmentedControl
            fullWidth
            size="xs"
            value={tab}
            onChange={(value) => setTab(TABS.find((each) => each === value) ?? "list")}
            data={TABS.map((value) => ({ value, label: words.tabs[value] }))}
          />
        </div>
      )}
      {tab === "list" && (
        <>
          <LookUp />
          <PassList mayIssue={mayIssue} />
        </>
      )}
      {tab === "one" && <IssueOne />}
      {tab === "many" && <IssueMany />}
      {tab === "revoke" && <RevokePasses />}
    </Panel>
  );
}
