import { judge, nextFrom, namesOf, type PreparedRules, verdictSentence, type Language } from "@cordon/access/rules";
import { admits, type Claims, type Gate, type Means } from "@cordon/access/words";
import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";

/** One gate as somebody with a pass sees it now. */
export interface GateForPass {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly open: boolean;
  /** When it is not open: what the gate would say. */
  readonly because: string | null;
  /** When it is closed at this hour: when it opens. */
  readonly opensAt: Instant | null;
}

/**
 * The gates of the zones that a pass is for, those that would let it in now first. Judged on the phone by the rules it holds: whether the
 * pass was revoked, and whether its holder is inside already, only a gate knows.
 */
export function gatesFor(
  rules: PreparedRules,
  claims: Claims,
  at: Instant,
  language: Language,
): readonly GateForPass[] {
  const means: Means = claims.holder.kind === "vehicle" ? "car" : "foot";
  const names = namesOf(rules.ruleSet);
  const rows = rules.ruleSet.gates
    .filter((gate) => claims.zones.includes(gate.zone) && hasLaneFor(gate, means))
    .map((gate): GateForPass => {
      const verdict = judge(rules, {
        gate: gate.place,
        lane: null,
        direction: "in",
        means,
        at,
        credential: { kind: "pass", claims },
        revoked: false,
        presence: null,
        // Whether passes may be checked at all is not for a phone to know.
        mandateUntil: instantOf(millisecondsOf(at) + 1),
      });
      const isClosed = verdict.is === "gate-closed" && verdict.because === "hours";
      return {
        code: gate.code,
        name: gate.name[language],
        zone: gate.zone,
        open: admits(verdict),
        because: admits(verdict) ? null : verdictSentence(verdict, names, language),
        opensAt: isClosed ? nextFrom(gate.hours, rules.ruleSet.timeZone, at) : null,
      };
    });
  return rows.sort((a, b) => Number(b.open) - Number(a.open) || a.code.localeCompare(b.code, "en", { numeric: true }));
}

function hasLaneFor({ lanes }: Gate, means: Means): boolean {
  return lanes.some(
    (lane) => lane.direction !== "out" && (lane.means.includes(means) || (means === "foot" && lane.means.length === 0)),
  );
}
