import { CordonTheme } from "@cordon/ui";
import { codeOf } from "@cordon/ui/device";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { registerSW } from "virtual:pwa-register";
import { Phone } from "./phone/phone.ts";
import { Field } from "./screens/Field.tsx";
import { PhoneProvider } from "./screens/phone.tsx";
import "@cordon/ui/device.css";
import "./screens/field.css";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");

// The shell is kept by the service worker, so that the page opens where there is no network.
registerSW({ immediate: true });

const code = codeOf(location.hash);
// A code is good once and is nobody else's business: it leaves the address bar and the history.
if (code !== null) history.replaceState(null, "", location.pathname);
const phone = new Phone();
void phone.start(code);

createRoot(page).render(
  <StrictMode>
    <CordonTheme>
      <PhoneProvider phone={phone}>
        <Field />
      </PhoneProvider>
    </CordonTheme>
  </StrictMode>,
);
