import { CordonTheme, createAnswers, Notices, RefusalSayings } from "@cordon/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Console } from "./Console.tsx";
import { REFUSALS } from "./words/refusals.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");
createRoot(page).render(
  <StrictMode>
    <CordonTheme>
      <RefusalSayings rooms={REFUSALS}>
        <Notices />
        <Console answers={createAnswers()} />
      </RefusalSayings>
    </CordonTheme>
  </StrictMode>,
);
