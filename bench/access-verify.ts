import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import {
  type Case,
  credentialOf,
  decodePass,
  fromBase64url,
  judge,
  keyIdOfPublicKey,
  PARIS_CATEGORIES,
  parisRules,
  passToSign,
  prepare,
  Revocations,
  type Verify,
} from "@cordon/access/rules";
import { Claims, type Gate, KeySet, RuleSet, type VerdictName, type Zone } from "@cordon/access/words";
import { instantOf, type PassNumber, PlaceId, type Position, ulid } from "@cordon/kernel";
import { median, type Measurement } from "./measurement.ts";

const PASSES = 1000;
const ROUNDS = 15;
/** Codes at a time: some milliseconds, so that whatever else the machine does disturbs both alike. */
const SLICE = 50;
const ZONES = 24;
const GATES = 96;
const NOON = instantOf(Date.parse("2024-07-26T12:00:00.000Z"));
const MANDATE_UNTIL = instantOf(Date.parse("2024-07-28T00:00:00.000Z"));
const REGIMES = ["grey", "red", "blue", "black"];

/**
 * What a gate does for every code it reads - Base45, CBOR, COSE, claims, the key, the signature, a million passes' revocations, the rules of
 * Paris at 96 gates of 24 zones - against the signature alone. One core, round by round beside each other.
 */
export async function* accessVerifyBench(): AsyncGenerator<Measurement> {
  const { texts, bare, keys, verifier } = passes();
  const rules = prepare(ruleSet());
  const revocations = Revocations.of(1, numbersOf(1_000_000, 100));
  const verdicts = new Map<VerdictName, number>();
  const whole = (from: number) => {
    for (const [offset, text] of texts.slice(from, from + SLICE).entries()) {
      const index = from + offset;
      const credential = credentialOf(text, keys, NOON, verifier);
      const given: Case = {
        gate: placeOf(100 + (index % GATES)),
        lane: "A",
        direction: "in",
        means: "foot",
        at: NOON,
        credential,
        revoked: credential.kind === "pass" && revocations.has(credential.claims.number),
        presence: null,
        mandateUntil: MANDATE_UNTIL,
      };
      const verdict = judge(rules, given).is;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  };
  const reference = (from: number) => {
    for (const { key, toBeSigned, signature } of bare.slice(from, from + SLICE))
      verify(null, toBeSigned, key, signature);
  };
  round(whole, reference);
  mustBeLively(verdicts);
  const rounds = Array.from({ length: ROUNDS }, () => round(whole, reference));
  const ratio = median(rounds.map(([ours, theirs]) => ours / theirs));
  yield {
    bench: "access-verify",
    metric: "verify",
    value: Math.round(median(rounds.map(([ours]) => ours))),
    unit: "codes read, verified and judged a second of one core",
    reference: {
      what: "node:crypto verify, Ed25519, the same signatures",
      value: Math.round(median(rounds.map(([, theirs]) => theirs))),
    },
    ratio: Number(ratio.toFixed(3)),
    target: 0.85,
  };
}

/** Codes a second of a core's time, of both over all passes, slice by slice in turn. */
function round(ours: (from: number) => void, theirs: (from: number) => void): readonly [number, number] {
  let [oursMs, theirsMs] = [0, 0];
  for (let from = 0; from < PASSES; from += SLICE) {
    // Who comes first changes: neither finds the caches always warm.
    const oursFirst = (from / SLICE) % 2 === 0;
    if (oursFirst) oursMs += millisecondsOf(() => ours(from));
    theirsMs += millisecondsOf(() => theirs(from));
    if (!oursFirst) oursMs += millisecondsOf(() => ours(from));
  }
  return [(PASSES * 1000) / oursMs, (PASSES * 1000) / theirsMs];
}

/** Of this process on a core, its collector's and compiler's included: what others do on the machine does not count. */
function millisecondsOf(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** A bench in which every code were refused at the first step would measure nothing. */
function mustBeLively(verdicts: ReadonlyMap<VerdictName, number>): void {
  for (const name of ["admit", "admit-with-id-check", "wrong-zone", "revoked"] as const)
    if (!verdicts.has(name)) throw new Error(`no ${name} among ${[...verdicts].join("; ")}`);
}

function passes() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  const kid = keyIdOfPublicKey(fromBase64url(x) ?? new Uint8Array(0));
  const keys = KeySet.parse({
    number: 1,
    publishedAt: NOON,
    keys: [{ kid, x, from: "2024-07-01T00:00:00.000Z", retiredAt: null }],
  });
  const opened = new Map<string, KeyObject>();
  const verifier: Verify = (name, toBeSigned, signature) => {
    let key = opened.get(name);
    if (key === undefined) {
      key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: name }, format: "jwk" });
      opened.set(name, key);
    }
    return verify(null, toBeSigned, key, signature);
  };
  const texts = Array.from({ length: PASSES }, (_, index) => {
    const unsigned = passToSign(claimsOf(index), kid);
    return unsigned.finish(sign(null, unsigned.toBeSigned, privateKey));
  });
  const bare = texts.map((text) => {
    const decoded = decodePass(text);
    if (!decoded.read) throw new Error(decoded.because);
    return { key: publicKey, toBeSigned: decoded.toBeSigned, signature: decoded.signature };
  });
  return { texts, bare, keys, verifier };
}

function claimsOf(index: number): Claims {
  return Claims.parse({
    number: 1 + index * 997,
    category: ["resident", "worker", "visitor", "delivery"][index % 4],
    // Every tenth is for a place far from the gate it is shown at.
    zones: [zoneCode(index % 10 === 9 ? index + 1 : index), "ZZ"],
    notBefore: "2024-07-18T03:00:00.000Z",
    notAfter: "2024-07-27T04:00:00.000Z",
    holder: { kind: "person", initials: "ÉB", birthYear: 1950 + (index % 65) },
  });
}

/** Every hundredth pass is revoked. */
function* numbersOf(count: number, each: number): Generator<PassNumber> {
  for (let number = 1; number <= count; number += each) yield Claims.shape.number.parse(number);
}

function placeOf(number: number): PlaceId {
  let place = places.get(number);
  if (place === undefined) {
    place = PlaceId.parse(ulid(number, new Uint8Array(10)));
    places.set(number, place);
  }
  return place;
}
const places = new Map<number, PlaceId>();

const zoneCode = (index: number): string => `Z${index % ZONES}`;

function ruleSet(): RuleSet {
  const day = (text: string) => instantOf(Date.parse(`2024-07-${text}:00.000Z`));
  const zones = Array.from({ length: ZONES }, (_, index): Zone => {
    const [west, south]: Position = [2.2 + 0.01 * (index % 12), 48.85 + 0.01 * Math.floor(index / 12)];
    const ring: readonly Position[] = [
      [west, south],
      [west + 0.009, south],
      [west + 0.009, south + 0.009],
      [west, south + 0.009],
      [west, south],
    ];
    return {
      place: placeOf(index + 1),
      code: zoneCode(index),
      name: { fr: `Zone ${index}`, en: `Zone ${index}` },
      regime: REGIMES[index % REGIMES.length] ?? "grey",
      shape: { type: "Polygon", coordinates: [ring] },
      capacity: 10_000,
      antiPassback: true,
    };
  });
  const gates = Array.from({ length: GATES }, (_, index): Gate => {
    return {
      place: placeOf(100 + index),
      code: `${index}`,
      name: { fr: `Porte ${index}`, en: `Gate ${index}` },
      position: [2.2 + 0.01 * (index % 12) + 0.002 * (index % 4), 48.85 + 0.01 * Math.floor((index % ZONES) / 12)],
      zone: zoneCode(index),
      site: `site-${index % 8}`,
      lanes: [{ code: "A", direction: "both", means: [] }],
      hours: {
        spans: [],
        weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, untilMinute: 1440 }],
        except: [],
      },
    };
  });
  return RuleSet.parse({
    number: 1,
    publishedAt: day("17T12:00"),
    valid: { from: day("18T00:00"), until: day("28T00:00") },
    timeZone: "Europe/Paris",
    zones,
    gates,
    categories: PARIS_CATEGORIES,
    rules: parisRules({ from: day("18T03:00"), until: day("27T04:00"), vehiclesUntil: day("26T11:00") }),
  });
}
