import { z } from "zod";
import { anyone } from "../../operation.ts";
import { RegisteredMandate, register } from "../register.ts";
import { query } from "../tables.ts";

export const list = query({
  name: "mandates.list",
  summary: "The public register: every mandate, and what ran last under it",
  input: z.object({}),
  output: z.object({ mandates: z.array(RegisteredMandate) }),
  allow: anyone,
  run: async ({ read, now }) => ({ mandates: [...(await register(read, now))] }),
});
