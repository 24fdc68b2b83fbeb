import { Button, SegmentedControl } from "@mantine/core";
import type { Position, UnitId } from "@cordon/kernel";
import { Panel, type TrackStore } from "@cordon/ui";
import { type ComponentType, useState } from "react";
import { UnitTable } from "../../../ui/UnitTable.tsx";
import { Catalogue } from "./Catalogue.tsx";
import { ContingentList } from "./ContingentList.tsx";
import classes from "./forces.module.css";
import { ImportForces } from "./ImportForces.tsx";
import { RegisterContingent } from "./RegisterContingent.tsx";
import { useRegisterWords } from "./register-words.ts";
import { RegisterUnit } from "./RegisterUnit.tsx";
import { useForcesWords } from "./words.ts";

const TABS = ["contingents", "units", "catalogue", "import"] as const;
type Tab = (typeof TABS)[number];

export interface ForcesPageProps {
  readonly tracks: TrackStore;
  /** Registers units, names liaisons, imports. */
  readonly mayArrange: boolean;
  /** Writes the catalogue and the powers of contingents. */
  readonly mayGovern: boolean;
  readonly onShow: (position: Position) => void;
  readonly onUnit: (unit: UnitId) => void;
  readonly onClose: () => void;
}

/** Who is there and what they can and may do: contingents, units, kinds, and the file they come by. */
export function ForcesPage({ tracks, mayArrange, mayGovern, onShow, onUnit, onClose }: ForcesPageProps) {
  const words = useForcesWords();
  const register = useRegisterWords();
  const [tab, setTab] = useState<Tab>("contingents");
  const shown = TABS.filter((each) => each !== "import" || mayArrange);
  return (
    <Panel label={words.title} title={words.title} onClose={onClose}>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={words.title}
          size="xs"
          value={tab}
          onChange={(value) => setTab(TABS.find((each) => each === value) ?? "contingents")}
          data={shown.map((value) => ({ value, label: words.tabs[value] }))}
        />
      </div>
      {tab === "contingents" && (
        <>
          {mayArrange && <Registering title={register.newContingent} form={RegisterContingent} />}
          <ContingentList mayArrange={mayArrange} mayGovern={mayGovern} onImport={() => setTab("import")} />
        </>
      )}
      {tab === "units" && (
        <>
          {mayArrange && <Registering title={register.newUnit} form={RegisterUnit} />}
          <UnitTable tracks={tracks} onShow={onShow} onUnit={onUnit} />
        </>
      )}
      {tab === "catalogue" && <Catalogue mayGovern={mayGovern} />}
      {tab === "import" && <ImportForces onUnits={() => setTab("units")} />}
    </Panel>
  );
}

/** A form that opens in its place above the list it adds to. */
function Registering({
  title,
  form: Form,
}: {
  readonly title: string;
  readonly form: ComponentType<{ readonly onDone: () => void }>;
}) {
  const [open, setOpen] = useState(false);
  if (open) return <Form onDone={() => setOpen(false)} />;
  return (
    <div className={classes.tools}>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {title}
      </Button>
    </div>
  );
}
