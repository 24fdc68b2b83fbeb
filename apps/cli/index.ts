/** Nobody imports the command line; `cordon.mjs` runs `main.ts`. */
export {};
