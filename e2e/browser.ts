import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Locator, type Page } from "playwright-core";

/** Debian's Chromium. */
const CHROMIUM = "/usr/bin/chromium";

/** Whether there is a browser to test with; the tests that need one say so when there is none. */
export const hasBrowser = existsSync(CHROMIUM);

/** WebGL is drawn by the processor, and the browser calls nobody but the server under test. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
  "--no-first-run",
];

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "night" | "day";
  readonly language?: "fr" | "en";
  /** What its camera sees: a file in YUV4MPEG2, played over and over; or so many cameras that see nothing. Without there is none; `denied`: it may not be used. */
  readonly camera?: { readonly video: string } | { readonly cameras: number } | "denied";
}

function cameraArguments(camera: View["camera"]): readonly string[] {
  if (camera === undefined) return [];
  if (camera === "denied") return ["--use-fake-device-for-media-stream", "--deny-permission-prompts"];
  const many = "cameras" in camera;
  return [
    many ? `--use-fake-device-for-media-stream=device-count=${camera.cameras}` : "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    ...(many ? [] : [`--use-file-for-fake-video-capture=${camera.video}`]),
  ];
}

export interface TestBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
  /** A new page; whatever it writes to its console as an error, or throws, is kept in `troubles`. */
  open(url: string): Promise<Page>;
  readonly troubles: string[];
}

/** A browser with a profile of its own, removed with it. */
export async function testBrowser(view: View = {}): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "cordon-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [...ARGUMENTS, ...cameraArguments(view.camera)],
    viewport: { width: view.width ?? 1440, height: view.height ?? 900 },
    colorScheme: view.theme === "day" ? "light" : "dark",
    locale: view.language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const troubles: string[] = [];
  return {
    context,
    troubles,
    async open(url) {
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error") troubles.push(message.text());
      });
      page.on("pageerror", (error) => troubles.push(String(error)));
      await page.goto(url);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** What is shown as the state of something, and no button that would bring it into that state: the room may enter both. */
export function shownState(within: Locator, state: string): Locator {
  return within.getByText(state, { exact: true }).and(within.page().locator(":not(button, button *)"));
}
