import { accept } from "@cordon/ground";
import { isRefusal } from "@cordon/kernel";
import { z } from "zod";
import type { Issuer, NoIssuer } from "../issuer/issuer.ts";
import { issuing, retire } from "../issuer/key-sets.ts";
import { publishedKeys } from "../tables/key.ts";
import { KeyId } from "../words.ts";
import { command, publishes } from "./operating.ts";

export const retirePassKey = (issuer: Issuer | NoIssuer) =>
  command({
    name: "access.retire-pass-key",
    summary: "Take nothing any more that this key signed, at any gate that hears of it.",
    input: z.object({ kid: KeyId }),
    output: z.object({ number: z.int().positive() }),
    allow: publishes,
    async run({ input, read, now }) {
      const standing = issuing(issuer, await publishedKeys(read));
      if (isRefusal(standing)) return standing;
      const { number } = standing.keySet;
      const entry = retire(standing, input.kid, now);
      if (isRefusal(entry)) return entry;
      return entry === null ? accept([], { number }) : accept([entry], { number: number + 1 });
    },
  });
