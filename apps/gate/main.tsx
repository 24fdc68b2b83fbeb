import { CordonTheme } from "@cordon/ui";
import { codeOf } from "@cordon/ui/device";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { registerSW } from "virtual:pwa-register";
import { GateEngine } from "./gate/engine.ts";
import { GateProvider } from "./screens/engine.tsx";
import { Gate } from "./screens/Gate.tsx";
import { Speaker } from "./sounds/speaker.ts";
import "@cordon/ui/device.css";
import "./screens/gate.css";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");

const engine = new GateEngine();
// The shell is kept by the service worker, so that the page opens where there is no network.
const load = registerSW({ immediate: true, onNeedRefresh: () => engine.updateWaits(() => void load(true)) });

const code = codeOf(location.hash);
// A code is good once and is nobody else's business: it leaves the address bar and the history.
if (code !== null) history.replaceState(null, "", location.pathname);
void engine.start(code);

createRoot(page).render(
  <StrictMode>
    <CordonTheme>
      <GateProvider engine={engine} speaker={new Speaker()}>
        <Gate />
      </GateProvider>
    </CordonTheme>
  </StrictMode>,
);
