import { PassNumber } from "@cordon/kernel";
import { z } from "zod";
import { passByNumber } from "../tables/pass.ts";
import { PassView } from "../words.ts";
import { query, seesPasses } from "./operating.ts";
import { refuseAccess } from "../words/refusals.ts";

export const showPass = query({
  name: "access.show-pass",
  summary: "One pass as it was given out, and whether it is revoked. Who holds it is not known here.",
  input: z.object({ pass: PassNumber }),
  output: PassView,
  allow: seesPasses,
  async run({ input: { pass }, read }) {
    return (
      (await passByNumber(read, pass)) ??
      refuseAccess("no-such-pass", "not-found", `There is no pass ${pass}.`, String(pass), { pass: String(pass) })
    );
  },
});
