import { type OnTool, PassesPage, PerimetersPage } from "@cordon/access/ui";
import { UnitTable, useCommandWords } from "@cordon/command/ui";
import { ForcesPage } from "@cordon/command/ui/forces";
import { NeedsPage, ProceduresPage } from "@cordon/command/ui/procedures";
import { MessagesPage } from "@cordon/command/ui/messages";
import { DrawingsPage, RefusedPositions } from "@cordon/command/ui/picture";
import { RosterPage } from "@cordon/command/ui/roster";
import { ReviewPage } from "@cordon/command/ui/moments";
import type { Place, Position, Unit } from "@cordon/kernel";
import { type MapOutline, Panel, type TrackStore } from "@cordon/ui";
import { ModelsPage, ScoresPage } from "@cordon/watch/ui";
import { mayAny, useHouse } from "../server/house.tsx";
import { positionOf } from "../room/places.ts";
import type { WideRoute } from "../room/route.ts";
import { type CameraSurroundings, CameraPages } from "./CameraPages.tsx";
import { DevicesPage } from "./DevicesPage.tsx";
import { EventPages } from "./EventPages.tsx";
import { GatesLive } from "./GatesLive.tsx";
import { JournalPage } from "./JournalPage.tsx";
import { PeoplePage } from "./PeoplePage.tsx";
import { MandatesPage } from "./MandatesPage.tsx";

export interface WidePageProps {
  readonly route: Exclude<WideRoute, { readonly page: "nowhere" }>;
  readonly cameras: CameraSurroundings;
  readonly places: readonly Place[];
  readonly units: readonly Unit[];
  /** Where units are, or were at the moment that is looked at. */
  readonly tracks: TrackStore;
  readonly onClose: () => void;
  readonly onShow: (position: Position) => void;
  readonly onFit: () => void;
  readonly onOutline: (outlines: readonly MapOutline[]) => void;
  /** Something takes the map to draw on it, or gives it back. */
  readonly onTool: OnTool;
}

/** A page that needs room: it lies on the left of the map and leaves the rest in sight. */
export function WidePage({
  route,
  cameras,
  places,
  units,
  tracks,
  onClose,
  onShow,
  onFit,
  onOutline,
  onTool,
}: WidePageProps) {
  const { me } = useHouse();
  const words = useCommandWords();
  switch (route.page) {
    case "units":
      return (
        <Panel label={words.unit.list} title={words.unit.list} aside={<span>{units.length}</span>} onClose={onClose}>
          <RefusedPositions />
          <UnitTable tracks={tracks} onShow={onShow} onUnit={(unit) => cameras.onGo(`/units/${unit}`)} />
        </Panel>
      );
    case "forces":
      return (
        <ForcesPage
          tracks={tracks}
          mayArrange={mayAny(me, ["operator", "supervisor", "commander", "admin"])}
          mayGovern={mayAny(me, ["supervisor", "commander", "admin"])}
          onShow={onShow}
          onUnit={(unit) => cameras.onGo(`/units/${unit}`)}
          onClose={onClose}
        />
      );
    case "needs":
      return (
        <NeedsPage
          maySee={mayAny(me, ["supervisor", "commander"])}
          onIncident={(incident) => cameras.onGo(`/incidents/${incident}`)}
          onUnit={(unit) => cameras.onGo(`/units/${unit}`)}
          onProcedures={() => cameras.onGo("/procedures")}
          onClose={onClose}
        />
      );
    case "procedures":
      return <ProceduresPage mayPublish={mayAny(me, ["supervisor", "commander"])} onClose={onClose} />;
    case "messages":
    case "thread":
      return (
        <MessagesPage
          thread={route.page === "thread" ? route.thread : null}
          mayWrite={mayAny(me, ["operator", "supervisor", "commander", "liaison"])}
          onThread={(thread) => cameras.onGo(thread === null ? "/messages" : `/messages/${thread}`)}
          onTool={onTool}
          onClose={onClose}
        />
      );
    case "drawings":
      return (
        <DrawingsPage
          mayDraw={mayAny(me, ["operator", "supervisor", "commander", "liaison"])}
          onTool={onTool}
          onShow={onShow}
          onClose={onClose}
        />
      );
    case "roster":
      return (
        <RosterPage
          mayArrange={mayAny(me, ["operator", "supervisor", "commander"])}
          mayShorten={mayAny(me, ["supervisor", "commander"])}
          mayRule={mayAny(me, ["supervisor", "commander", "admin"])}
          onShow={(id) => {
            const place = places.find((each) => each.id === id);
            const position = place === undefined ? null : positionOf(place);
            if (position !== null) onShow(position);
          }}
          onTool={onTool}
          onClose={onClose}
        />
      );
    case "journal":
      return <JournalPage onClose={onClose} />;
    case "devices":
      return <DevicesPage units={units} onClose={onClose} />;
    case "mandates":
      return <MandatesPage onClose={onClose} onFit={onFit} onOutline={onOutline} />;
    case "perimeters":
      return (
        <PerimetersPage
          mayDraw={mayAny(me, ["operator", "supervisor", "commander", "pass-officer", "admin"])}
          mayPublish={mayAny(me, ["supervisor", "commander", "admin"])}
          onTool={onTool}
          onShow={onShow}
          onClose={onClose}
        />
      );
    case "passes":
      return <PassesPage mayIssue={mayAny(me, ["pass-officer", "supervisor", "admin"])} onClose={onClose} />;
    case "gates":
      return (
        <GatesLive
          onShow={(id) => {
            const place = places.find((each) => each.id === id);
            const position = place === undefined ? null : positionOf(place);
            if (position !== null) onShow(position);
          }}
          onClose={onClose}
        />
      );
    case "events":
    case "event":
      return <EventPages kind={route.page === "event" ? route.kind : null} onGo={cameras.onGo} onClose={onClose} />;
    case "scores":
      return <ScoresPage mayArrange={mayAny(me, ["operator", "supervisor", "commander", "admin"])} onClose={onClose} />;
    case "models":
      return <ModelsPage mayChoose={mayAny(me, ["supervisor", "commander", "admin"])} onClose={onClose} />;
    case "review":
      return (
        <ReviewPage
          mayMark={mayAny(me, ["operator", "supervisor", "commander"])}
          onGo={cameras.onGo}
          onClose={onClose}
        />
      );
    case "people":
      return <PeoplePage onClose={onClose} />;
    case "cameras":
    case "camera":
    case "calibration":
      return (
        <CameraPages
          {...cameras}
          route={route}
          places={places}
          onShow={onShow}
          onOutline={onOutline}
          onTool={onTool}
          onClose={onClose}
        />
      );
  }
}
