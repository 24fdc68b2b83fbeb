/**
 * Property tests draw the same inputs in every run, so that a run that turns red speaks of the change it was given.
 * `CORDON_RANDOM=anew npm test` draws others, and fast-check prints the seed of what it broke; `CORDON_RANDOM=<seed>` draws those again.
 */
import fc from "fast-check";

const asked = process.env.CORDON_RANDOM ?? "";
if (asked !== "anew") fc.configureGlobal({ seed: /^-?\d+$/.test(asked) ? Number(asked) : 1 });
