import type { Language } from "@cordon/access/rules";
import { instantOf } from "@cordon/kernel";
import { registerSW } from "virtual:pwa-register";
import { passIn } from "./fragment.ts";
import { browserStorage, Keeper } from "./kept.ts";
import { pageOf } from "./page.ts";
import { pictureFile, saveAs } from "./picture-file.ts";
import { refresh } from "./server.ts";
import "./page.css";

/** How often what is shown is looked at again: gates open and close. */
const LOOK_AGAIN_MS = 30_000;
/** How often the server is asked whether the rules have changed. */
const ASK_AGAIN_MS = 5 * 60_000;

const found = document.getElementById("page");
if (found === null) throw new Error("index.html has no #page");
const page = found;

// The shell is kept by the service worker, so that the page opens where there is no network.
registerSW({ immediate: true });

const keeper = new Keeper(browserStorage());
let undo: (() => void) | null = null;

function languageNow(): Language {
  return keeper.kept.language ?? (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en");
}

function show(): void {
  const language = languageNow();
  document.documentElement.lang = language;
  // Not while somebody works on the page: what is made anew loses the keyboard's place.
  const focused = document.activeElement;
  const place = [...page.querySelectorAll("button")].findIndex((each) => each === focused);
  page.replaceChildren(
    ...pageOf(keeper, language, instantOf(Date.now()), {
      savePicture: (card, name) => void pictureFile(card).then((file) => saveAs(file, name)),
      show: (at) => change(() => keeper.change({ shown: at })),
      speak: (chosen) => change(() => keeper.change({ language: chosen })),
      remove(pass) {
        change(() => keeper.remove(pass));
        undo = () => change(() => keeper.add(pass));
        show();
      },
      undo,
    }),
  );
  page.querySelectorAll("button")[place]?.focus();
}

function change(make: () => void): void {
  undo = null;
  make();
  show();
}

/** Takes a pass out of the address: it is nobody else's business, in no history and in no bookmark that is synchronised. */
function takeFromAddress(): void {
  const pass = passIn(location.hash);
  if (pass === null) return;
  history.replaceState(null, "", location.pathname);
  change(() => keeper.add(pass));
}

/** A screen that goes dark before the gate is no pass. Where the browser cannot keep it lit, the person can. */
async function stayLit(): Promise<void> {
  if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
  await navigator.wakeLock.request("screen").catch(() => undefined);
}

async function ask(): Promise<void> {
  if (await refresh(keeper, Date.now())) show();
}

show();
takeFromAddress();
void ask();
void stayLit();
globalThis.addEventListener("hashchange", takeFromAddress);
globalThis.addEventListener("online", () => void ask());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  show();
  void stayLit();
  void ask();
});
setInterval(show, LOOK_AGAIN_MS);
setInterval(() => void ask(), ASK_AGAIN_MS);
