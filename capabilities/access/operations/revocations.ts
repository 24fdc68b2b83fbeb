import { z } from "zod";
import type { RevocationNews } from "../tables/revocation.ts";
import { RevocationUpdate } from "../words.ts";
import { onDuty, query } from "./operating.ts";

export const revocations = (news: RevocationNews) =>
  query({
    name: "access.revocations",
    summary: "Which passes are revoked, as what changed since a version: an exact list, compressed.",
    input: z.object({ since: z.int().nonnegative().default(0) }),
    output: RevocationUpdate,
    allow: onDuty,
    run: ({ input, read }) => news.since(read, input.since),
  });
