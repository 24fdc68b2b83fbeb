import { OperationTime } from "@cordon/ui";
import { useMemo } from "react";
import { Enrolment } from "./Enrolment.tsx";
import classes from "./field.module.css";
import { Bar } from "./Bar.tsx";
import { Notices } from "./Notices.tsx";
import { usePhone, usePhoneState } from "./phone.tsx";
import { Tasks } from "./Tasks.tsx";

/** The field page, whatever the phone's standing. */
export function Field() {
  const phone = usePhone();
  const { at, operation } = usePhoneState();
  const timeZone = operation?.timeZone ?? "Europe/Paris";
  const clock = useMemo(() => ({ timeZone, nowMs: () => Date.now() + phone.state().aheadMs }), [timeZone, phone]);
  return (
    <OperationTime clock={clock}>
      <div className={classes.page}>
        <header>
          <Bar />
          <Notices />
        </header>
        {at.standing === "enrolled" ? <Tasks /> : <Enrolment at={at} />}
      </div>
    </OperationTime>
  );
}
