import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { installable, SERVER } from "@cordon/ui/installable";

export default defineConfig({
  root: import.meta.dirname,
  base: "/gate/",
  plugins: [
    react(),
    VitePWA(
      installable({
        path: "gate",
        name: "Cordon – contrôle d’accès",
        shortName: "Contrôle",
        // A new page is loaded when the steward says so, never between two scans.
        update: "when-told",
        // The code reader is WebAssembly: a gate that opens without a network reads codes without one.
        keeps: ["js", "css", "html", "svg", "woff2", "wasm"],
        // The map of the shared look: no screen of the gate shows one.
        leaves: ["**/maplibre-*"],
      }),
    ),
  ],
  worker: { format: "es" },
  build: { target: "es2024", outDir: "dist", emptyOutDir: true },
  server: { proxy: { "/api": { target: SERVER, ws: true } } },
});
