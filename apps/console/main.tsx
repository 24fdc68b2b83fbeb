import { CordonTheme, createAnswers, Notices } from "@cordon/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Console } from "./Console.tsx";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");
createRoot(page).render(
  <StrictMode>
    <CordonTheme>
      <Notices />
      <Console answers={createAnswers()} />
    </CordonTheme>
  </StrictMode>,
);
