import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@cordon/ground";
import { isRefusal, PlaceId } from "@cordon/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSigned } from "../rules/pass/signed.ts";
import { paris, perimeters } from "../rules/testing/perimeter.ts";
import { type Perimeters, RuleSet, RulesPublished, SIGNED_TYPES } from "../words.ts";
import type { Issuer } from "./issuer.ts";
import { issuerIn } from "./issuer-in.ts";
import { publish } from "./rule-sets.ts";

let folder = "";
let issuer: Issuer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordon-issuer-"));
  const opened = issuerIn(folder);
  if ("problem" in opened) throw new Error(opened.message);
  issuer = opened;
});
afterAll(async () => {
  await issuer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const now = paris("07-17T12:00");
const valid = { from: now, until: paris("07-28T00:00") };

function withGates(count: number): Perimeters {
  const [pattern] = perimeters.gates;
  if (pattern === undefined) throw new Error("a gate to copy");
  const many = Array.from({ length: count }, (_, at) => ({ ...pattern, place: newId(PlaceId), code: `${at}` }));
  return { ...perimeters, gates: many };
}

it("publishes a thousand gates as one document that whoever has all its parts can read", () => {
  const published = publish(issuer, { perimeters: withGates(1000), valid, basedOn: 0 }, null, now);
  if (isRefusal(published)) throw new Error(published.because);
  const signed = published.entries.map((entry) => RulesPublished.data.parse(entry.data).signed).join("");
  const document = readSigned(signed, SIGNED_TYPES.rules);
  expect(document.read && RuleSet.parse(document.value).gates).toHaveLength(1000);
});

it("does not sign what no gate could read", () => {
  const published = publish(issuer, { perimeters: withGates(1001), valid, basedOn: 0 }, null, now);
  expect(published).toMatchObject({ refused: "too-large", because: expect.stringContaining("gates") });
});
