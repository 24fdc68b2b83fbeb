/** Stands for the process that looks at a model, and dies as native code does. */
process.once("message", () => process.abort());
