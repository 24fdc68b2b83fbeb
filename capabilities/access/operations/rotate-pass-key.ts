import { accept } from "@cordon/ground";
import { Instant, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import type { Issuer, NoIssuer } from "../issuer/issuer.ts";
import { issuing, rotate } from "../issuer/key-sets.ts";
import { publishedKeys } from "../tables/key.ts";
import { PassKey } from "../words.ts";
import { command, publishes } from "./operating.ts";

export const rotatePassKey = (issuer: Issuer | NoIssuer) =>
  command({
    name: "access.rotate-pass-key",
    summary:
      "Let a new key sign passes, now or from a moment on. Passes signed before it stay good until their key is retired.",
    input: z.object({ from: Instant.optional() }),
    output: z.object({ key: PassKey, number: z.int().positive() }),
    allow: publishes,
    async run({ input, read, now }) {
      const standing = issuing(issuer, await publishedKeys(read));
      if (isRefusal(standing)) return standing;
      const rotated = rotate(standing, input.from ?? now, now);
      if (isRefusal(rotated)) return rotated;
      return accept([rotated.entry], { key: rotated.key, number: standing.keySet.number + 1 });
    },
  });
