import { Loading, OperationTime } from "@cordon/ui";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Bar } from "./Bar.tsx";
import { Enrolment } from "./Enrolment.tsx";
import classes from "./field.module.css";
import { type Screen, Nav } from "./Nav.tsx";
import { Notices } from "./Notices.tsx";
import { usePhone, usePhoneState } from "./phone.tsx";
import { Report } from "./report/Report.tsx";
import { ShiftScreen } from "./shift/ShiftScreen.tsx";
import { SosCard } from "./sos/SosCard.tsx";
import { Talk } from "./talk/Talk.tsx";
import type { Asked } from "./tasks/prompt.ts";
import { Tasks } from "./tasks/Tasks.tsx";

// Thirteen languages are read when somebody needs one; the service worker keeps them all the same.
const Phrases = lazy(() => import("./phrases/Phrases.tsx"));
const Plan = lazy(() => import("./plan/Plan.tsx"));

/** The field page, whatever the phone's standing. */
export function Field() {
  const phone = usePhone();
  const { at, operation } = usePhoneState();
  const timeZone = operation?.timeZone ?? "Europe/Paris";
  const clock = useMemo(() => ({ timeZone, nowMs: () => Date.now() + phone.state().aheadMs }), [timeZone, phone]);
  return (
    <OperationTime clock={clock}>
      <div className={classes.page}>{at.standing === "enrolled" ? <OnDuty /> : <Outside />}</div>
    </OperationTime>
  );
}

function Outside() {
  const { at } = usePhoneState();
  return (
    <>
      <header>
        <Bar />
        <Notices />
      </header>
      {at.standing !== "enrolled" && <Enrolment at={at} />}
    </>
  );
}

/** One thing at a time, the others a thumb away; a call for help above all of them. */
function OnDuty() {
  const [screen, setScreen] = useState<Screen>("tasks");
  /** How often somebody asked for the position's card; 0: the shift was opened for itself. */
  const [sought, setSought] = useState(0);
  const [later, setLater] = useState<readonly Asked[]>([]);
  const go = (to: Screen) => {
    setSought(0);
    setScreen(to);
  };
  const toPosition = () => {
    setSought((count) => count + 1);
    setScreen("shift");
  };
  useEffect(() => {
    // A notification that was pressed: to what it told of.
    const follow = () => {
      const named = /^#(tasks|talk|shift)$/.exec(location.hash)?.[1];
      if (named !== "tasks" && named !== "talk" && named !== "shift") return;
      setScreen(named);
      // The next one that is pressed may lead to the same.
      history.replaceState(null, "", location.pathname);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return (
    <>
      <header>
        <Bar toPosition={toPosition} />
        <SosCard />
        <Notices />
      </header>
      <Suspense fallback={<Loading />}>
        {screen === "tasks" && (
          <Tasks
            toPlan={() => go("plan")}
            later={later}
            putOff={(asked) => setLater([...later, asked])}
            toPosition={toPosition}
          />
        )}
        {screen === "report" && <Report />}
        {screen === "talk" && <Talk />}
        {screen === "shift" && (
          <ShiftScreen toPhrases={() => go("phrases")} toPlan={() => go("plan")} position={sought} />
        )}
        {screen === "phrases" && <Phrases />}
        {screen === "plan" && <Plan />}
      </Suspense>
      <Nav screen={screen} go={go} />
    </>
  );
}
