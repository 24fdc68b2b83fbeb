import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { installable, SERVER } from "@cordon/ui/installable";

const page = installable({
  path: "field",
  name: "Cordon – terrain",
  shortName: "Cordon",
  orientation: "portrait",
  update: "at-once",
  keeps: ["js", "css", "html", "svg", "woff2"],
});

export default defineConfig({
  root: import.meta.dirname,
  base: "/field/",
  plugins: [react(), VitePWA({ ...page, workbox: { ...page.workbox, importScripts: ["push.js"] } })],
  build: { target: "es2024", outDir: "dist", emptyOutDir: true },
  server: { proxy: { "/api": { target: SERVER, ws: true } } },
});
