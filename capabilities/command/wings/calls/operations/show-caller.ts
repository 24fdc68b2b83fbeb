import { schemaOf } from "@cordon/ground";
import { SignalId } from "@cordon/kernel";
import { z } from "zod";
import { decides } from "../../../operations/operating.ts";
import { query } from "./operating.ts";
import { refuseReport } from "../words/refusals.ts";

export const showCaller = query({
  name: "command.show-caller",
  summary: "Who telephoned about a signal, from the vault; null where nobody said, or it was erased.",
  input: z.object({ signal: SignalId }),
  output: z.object({ caller: z.object({ name: z.string(), phone: z.string() }).nullable() }),
  allow: decides,
  async run({ input: { signal }, read, vault }) {
    const call = await read.selectFrom("signal_call").select("caller").where("signal", "=", signal).executeTakeFirst();
    if (call === undefined)
      return refuseReport("nobody-called", "not-found", "nobody called about this signal", signal);
    const { caller } = call;
    if (caller === null) return { caller: null };
    const field = async (name: string) => {
      const kept = await vault.get(schemaOf(read), caller, name);
      return kept === null || kept.erased ? null : kept.value;
    };
    const [name, phone] = [await field("name"), await field("phone")];
    return { caller: name === null && phone === null ? null : { name: name ?? "", phone: phone ?? "" } };
  },
});
