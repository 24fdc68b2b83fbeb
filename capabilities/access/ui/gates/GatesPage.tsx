import type { PlaceId } from "@cordon/kernel";
import { Age, Answered, Empty, Panel, Section, useLanguage } from "@cordon/ui";
import classes from "../access.module.css";
import { byCode } from "../by-code.ts";
import { useAnswer } from "../doors.ts";
import { useAccessWords } from "../words.ts";
import type { ZoneNow } from "../../words.ts";
import type { GateDevices } from "./devices.ts";
import { Doubles } from "./Doubles.tsx";
import { GateCard } from "./GateCard.tsx";
import { Unposted } from "./Unposted.tsx";
import { LIVE_EVERY_MS } from "./live.ts";
import { ZoneBars } from "./ZoneBars.tsx";

export interface GatesPageProps {
  readonly devices: GateDevices;
  readonly onShow: (place: PlaceId) => void;
  readonly onClose: () => void;
}

/** The gates as they work now: who is inside, how long one waits, what was said, and what the devices hold. */
export function GatesPage({ devices, onShow, onClose }: GatesPageProps) {
  const words = useAccessWords().live;
  const language = useLanguage();
  const gates = useAnswer("access.gates-now", {}, { everyMs: LIVE_EVERY_MS });
  const zones = useAnswer("access.zones-now", {}, { everyMs: LIVE_EVERY_MS });
  const perimeters = useAnswer("access.show-perimeters", {});
  const rules = perimeters.state === "shown" ? (perimeters.data.published?.number ?? null) : null;
  const doubles = useAnswer("access.list-doubles", {}, { everyMs: LIVE_EVERY_MS });
  const known = gates.state === "shown" ? gates.data.gates.toSorted(byCode) : [];
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={gates.state === "shown" && <Age at={gates.atMs} staleAfterSeconds={10} />}
      onClose={onClose}
    >
      <Answered of={zones}>
        {(data) =>
          data.zones.length === 0 ? null : (
            <Section title={words.occupancy}>
              <ZoneBars zones={data.zones.toSorted(byFilling)} mayArrange={devices.mayArrange} />
            </Section>
          )
        }
      </Answered>
      <Answered of={gates}>
        {(data) =>
          data.gates.length === 0 ? (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          ) : (
            <Section title={words.gates}>
              <ul className={classes.rows} aria-label={words.gates}>
                {known.map((gate) => (
                  <GateCard key={gate.gate} gate={gate} rules={rules} devices={devices} onShow={onShow} />
                ))}
              </ul>
            </Section>
          )
        }
      </Answered>
      {gates.state === "shown" && gates.data.unposted.length > 0 && (
        <Section title={words.unposted}>
          <Unposted unposted={gates.data.unposted} gates={known} rules={rules} devices={devices} />
        </Section>
      )}
      {known.length > 0 && (
        <Answered of={doubles}>
          {(data) => (
            <Section title={words.doubles}>
              <Doubles
                doubles={data.doubles}
                gateName={(place) => {
                  const gate = known.find((each) => each.gate === place);
                  return gate === undefined ? "?" : `${gate.code} (${gate.name[language]})`;
                }}
              />
            </Section>
          )}
        </Answered>
      )}
    </Panel>
  );
}

/** Where somebody counts against a limit stands first. */
function byFilling(a: ZoneNow, b: ZoneNow): number {
  return Number(a.capacity === null) - Number(b.capacity === null) || byCode(a, b);
}
