import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** Where a server runs while the page is worked on. */
const SERVER = "http://localhost:7300";

export default defineConfig({
  root: import.meta.dirname,
  base: "/pass/",
  plugins: [
    VitePWA({
      strategies: "generateSW",
      registerType: "autoUpdate",
      injectRegister: false,
      manifest: {
        id: "/pass/",
        name: "Cordon – laissez-passer",
        short_name: "Laissez-passer",
        start_url: "/pass/",
        scope: "/pass/",
        display: "standalone",
        orientation: "portrait",
        background_color: "#16191c",
        theme_color: "#16191c",
        icons: [
          { src: "cordon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
          { src: "cordon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg}"],
        navigateFallback: "/pass/index.html",
        // Only the shell is kept: rules and keys are the page's own to keep, with their age.
        navigateFallbackDenylist: [/^\/(?!pass\/)/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: true,
      },
    }),
  ],
  build: { target: "es2024", outDir: "dist", emptyOutDir: true },
  server: { proxy: { "/api": { target: SERVER }, "/.well-known": { target: SERVER } } },
});
