import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The screens of the gate by themselves: `vite apps/gate/stories` to work on them. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  build: { target: "es2024", emptyOutDir: true, minify: false },
});
