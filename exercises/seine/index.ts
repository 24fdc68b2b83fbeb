/** The rehearsal of a ceremony on the Seine. The server runs `run.ts` in a thread; what tests and benchmarks use is had from here. */
export { at } from "./scenario/time.ts";
export { happenings } from "./scene/script.ts";
export { stateAt } from "./state.ts";
export { type Recording, record } from "./stream/recording.ts";
