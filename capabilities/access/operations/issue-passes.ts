import { accept, AfterCommit } from "@cordon/ground";
import { isRefusal, PassNumber } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Issuer, NoIssuer } from "../issuer/issuer.ts";
import { issuing, signingKey } from "../issuer/key-sets.ts";
import { atFault, type Desk, faultOf, issue, type PassFault } from "../rules/pass-desk.ts";
import { LONGEST_PASS, passLength } from "../rules.ts";
import type { AccessTables } from "../tables.ts";
import { publishedKeys } from "../tables/key.ts";
import { type Claims, KeyId, KNOWN_CATEGORIES, PassRequest } from "../words.ts";
import { command, issues } from "./operating.ts";

export const issuePasses = (issuer: Issuer | NoIssuer) =>
  command({
    name: "access.issue-passes",
    summary: "Give out passes: the texts of their QR codes, in the order they were asked for. All of them or none.",
    input: z.object({ requests: z.array(PassRequest).min(1).max(1000) }),
    output: z.object({
      kid: KeyId,
      passes: z.array(z.object({ number: PassNumber, text: z.string().max(LONGEST_PASS) })).readonly(),
    }),
    allow: issues,
    async run({ input: { requests }, read, now }) {
      // Asked together: each question of its own would wait for the database while all cores are signing.
      const [keys, known] = await Promise.all([publishedKeys(read), knownAtDesk(read)]);
      const standing = issuing(issuer, keys);
      if (isRefusal(standing)) return standing;
      const kid = signingKey(standing, now);
      if (isRefusal(kid)) return kid;
      const desk: Desk = { ...known, kid, now };
      for (const [at, request] of requests.entries()) {
        const fault = faultOf(desk, request) ?? lengthFault(request);
        if (fault !== null) return atFault(at, fault);
      }
      // Those that say the same stand together: the entry names a run once, however many passes it is.
      const alike = [...Map.groupBy(requests.keys(), (at) => saidBy(requests[at])).values()].flat();
      const issued = issue(
        desk,
        alike.flatMap((at) => requests[at] ?? []),
      );
      if (isRefusal(issued)) return issued;
      const numbers: PassNumber[] = [];
      for (const [offset, at] of alike.entries()) numbers[at] = PassNumber.parse(issued.first + offset);
      return accept(
        issued.entries,
        new AfterCommit(async () => {
          // Made once they are needed: what is made before the commit and dropped after it costs the collector most.
          const claims = requests.flatMap((request, at): Claims[] => {
            const number = numbers[at];
            return number === undefined ? [] : [{ ...request, number }];
          });
          const texts = await standing.issuer.signPasses(claims, kid);
          return { kid, passes: numbers.map((number, at) => ({ number, text: texts[at] ?? "" })) };
        }),
      );
    },
  });

async function knownAtDesk(read: Kysely<AccessTables>): Promise<Omit<Desk, "kid" | "now">> {
  const [zones, draft, last] = await Promise.all([
    read.selectFrom("access_zone").select("code").execute(),
    read.selectFrom("access_draft").select("categories").executeTakeFirst(),
    read
      .selectFrom("access_pass")
      .select((row) => row.fn.max("number").as("number"))
      .executeTakeFirst(),
  ]);
  return {
    next: (last?.number ?? 0) + 1,
    zones: new Set(zones.map(({ code }) => code)),
    categories: new Set([...KNOWN_CATEGORIES, ...(draft?.categories ?? []).map(({ code }) => code)]),
  };
}

/** As long as a number can make a pass. */
const LAST_NUMBER = PassNumber.parse(4_294_967_295);
/** The shortest texts of category and zones together that could make a pass too long, with the longest holder and number. */
const MAY_BE_TOO_LONG = 40;

function lengthFault(request: PassRequest): PassFault | null {
  const said = request.zones.reduce((length, zone) => length + zone.length + 1, request.category.length);
  if (said < MAY_BE_TOO_LONG || passLength({ ...request, number: LAST_NUMBER }) <= LONGEST_PASS) return null;
  return {
    code: "too-long",
    because: `its code would be longer than ${LONGEST_PASS} characters: name fewer zones`,
    value: String(LONGEST_PASS),
  };
}

function saidBy(request: PassRequest | undefined): string {
  if (request === undefined) return "";
  const { category, zones, notBefore, notAfter, holder } = request;
  return `${category} ${zones.join(",")} ${notBefore} ${notAfter} ${holder.kind}`;
}
