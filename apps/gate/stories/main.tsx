import { CordonTheme } from "@cordon/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Gate } from "../screens/Gate.tsx";
import { GateProvider } from "../screens/engine.tsx";
import { Speaker } from "../sounds/speaker.ts";
import "@cordon/ui/device.css";
import "../screens/gate.css";
import { STATES, STORY_TIME } from "./states.ts";
import { storyEngine } from "./StoryEngine.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");
const name = location.hash.slice(1);
const state = STATES[name];
const root = createRoot(page);

if (state === undefined)
  root.render(
    <ul data-time={STORY_TIME}>
      {Object.keys(STATES).map((one) => (
        <li key={one}>
          <a href={`#${one}`}>{one}</a>
        </li>
      ))}
    </ul>,
  );
else
  root.render(
    <StrictMode>
      <CordonTheme>
        <GateProvider engine={storyEngine(state)} speaker={new Speaker()}>
          <Gate />
        </GateProvider>
      </CordonTheme>
    </StrictMode>,
  );
window.addEventListener("hashchange", () => location.reload());
