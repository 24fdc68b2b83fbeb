import { memo, useEffect, useState } from "react";
import { useGateState } from "../engine.tsx";
import { EscortSheet } from "../sheets/EscortSheet.tsx";
import { LookUpSheet } from "../sheets/LookUpSheet.tsx";
import { MoreSheet } from "../sheets/MoreSheet.tsx";
import { OverrideCard, OverrideReasons } from "../sheets/OverrideSheet.tsx";
import { QueueSheet } from "../sheets/QueueSheet.tsx";
import { WorkSheet } from "../sheets/WorkSheet.tsx";
import { VerdictScreen } from "../verdict/VerdictScreen.tsx";
import { Actions } from "./Actions.tsx";
import { CameraView } from "./CameraView.tsx";
import type { Open } from "./open.ts";
import { Problems } from "./Problems.tsx";
import classes from "./ready.module.css";
import { Strip } from "./Strip.tsx";

/** A gate at work: the camera above, the thumb's half below, and the verdict over all of it. */
export function Ready() {
  const { ruling, overriding } = useGateState("ruling", "overriding");
  const [open, setOpen] = useState<Open>("actions");
  // A verdict answers what was asked: the way back from it leads to the camera.
  const scan = ruling === null ? null : `${ruling.scan} ${ruling.at}`;
  useEffect(() => {
    if (scan !== null) setOpen("actions");
  }, [scan]);
  return (
    <>
      <div className={classes.gate} inert={ruling !== null && overriding === null}>
        <Behind open={open} go={setOpen} />
      </div>
      {ruling !== null && overriding === null && <VerdictScreen ruling={ruling} />}
    </>
  );
}

/** What lies under a verdict is not made anew because one is shown. */
const Behind = memo(function Behind(props: { readonly open: Open; readonly go: (open: Open) => void }) {
  return (
    <>
      <header className={classes.head}>
        <Strip />
        <Problems />
      </header>
      <main className={classes.view}>
        <CameraView />
      </main>
      <footer className={classes.thumb}>
        <Under {...props} />
      </footer>
    </>
  );
});

function Under({ open, go }: { readonly open: Open; readonly go: (open: Open) => void }) {
  const { overriding } = useGateState("overriding");
  const back = () => go("actions");
  if (overriding !== null)
    return overriding.step === "card" ? (
      <OverrideCard refused={overriding.refused} />
    ) : (
      <OverrideReasons by={overriding.by} />
    );
  switch (open) {
    case "actions":
      return <Actions go={go} />;
    case "escort":
      return <EscortSheet back={back} />;
    case "look-up":
      return <LookUpSheet back={back} />;
    case "more":
      return <MoreSheet go={go} />;
    case "queue":
      return <QueueSheet back={back} />;
    case "work":
      return <WorkSheet back={back} />;
  }
}
