/**
 * The process in which a model is looked at for the first time: what a stranger wrote may crash native code, and then only this ends. It
 * is handed one model, says one thing and ends.
 */
import { examine } from "./examine.ts";
import { CheckOrder } from "./check.ts";

process.once("message", (message: unknown) => {
  const { bytes, classes } = CheckOrder.parse(message);
  void examine(bytes, classes).then((answer) => {
    process.send?.(answer, undefined, undefined, () => process.exit(0));
  });
});
process.on("disconnect", () => process.exit(0));
