/** Where a server runs while a page is worked on. */
export const SERVER = "http://localhost:7300";

export interface InstallablePage {
  /** Under which the server serves it: `gate` for `/gate/`. */
  readonly path: string;
  /** As it is called where applications are listed, and under its icon. */
  readonly name: string;
  readonly shortName: string;
  readonly orientation?: "portrait";
  /** A new page is loaded at once, or when the page says so. */
  readonly update: "at-once" | "when-told";
  /** The endings of files that are kept, so that the page opens without a network. */
  readonly keeps: readonly string[];
  /** Files that are not kept all the same. */
  readonly leaves?: readonly string[];
}

/**
 * How the service worker of a page and its manifest are made: the options of `vite-plugin-pwa`. Only the shell is kept: answers of the
 * server are the page's own to keep.
 */
export function installable(page: InstallablePage) {
  const scope = `/${page.path}/`;
  const atOnce = page.update === "at-once";
  return {
    strategies: "generateSW" as const,
    registerType: atOnce ? ("autoUpdate" as const) : ("prompt" as const),
    injectRegister: false as const,
    manifest: {
      id: scope,
      name: page.name,
      short_name: page.shortName,
      start_url: scope,
      scope,
      display: "standalone" as const,
      ...(page.orientation === undefined ? {} : { orientation: page.orientation }),
      background_color: "#16191c",
      theme_color: "#16191c",
      icons: [
        { src: "cordon-192.png", sizes: "192x192", type: "image/png", purpose: "any" as const },
        { src: "cordon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" as const },
      ],
    },
    workbox: {
      globPatterns: [`**/*.{${page.keeps.join(",")}}`],
      ...(page.leaves === undefined ? {} : { globIgnores: [...page.leaves] }),
      navigateFallback: `${scope}index.html`,
      navigateFallbackDenylist: [new RegExp(`^/(?!${page.path}/)`)],
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      ...(atOnce ? { skipWaiting: true } : {}),
    },
  };
}
