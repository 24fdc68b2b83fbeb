import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where a server runs while the console is worked on: `vite` hands the doors through to it. */
const SERVER = "http://localhost:7300";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    target: "es2024",
    outDir: "dist",
    emptyOutDir: true,
    // The map is a chunk of its own that arrives after the lists.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": { target: SERVER, ws: true }, "/journal": SERVER, "/register": SERVER } },
});
