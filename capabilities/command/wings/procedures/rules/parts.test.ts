import { IncidentId, type IncidentState, isRefusal } from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { id, incident, kinds, reason } from "../../../testing/standing.ts";
import { mergeIncidents, nest, type Part, splitOff } from "./parts.ts";

const part = (parent: IncidentId | null = null, state: IncidentState = "open"): Part => ({
  ...incident(state),
  parent,
});

it("keeps incidents free of circles, whatever is put under what and merged into what", () => {
  const asked = fc.array(fc.tuple(fc.constantFrom("nest", "merge", "free"), fc.nat(5), fc.nat(5)), { maxLength: 40 });
  fc.assert(
    fc.property(asked, (moves) => {
      const all = Array.from({ length: 6 }, () => part());
      const at = (index: number) => all[index] ?? part();
      const set = (which: IncidentId, change: Partial<Part>) => {
        const index = all.findIndex((each) => each.id === which);
        all[index] = { ...at(index), ...change };
      };
      const above = (of: Part): IncidentId[] => {
        const found: IncidentId[] = [];
        for (let next = of.parent; next !== null; next = all.find((each) => each.id === next)?.parent ?? null) {
          expect(found).not.toContain(next);
          found.push(next);
        }
        return found;
      };
      for (const [what, a, b] of moves) {
        const [one, other] = [at(a), at(b)];
        const children = all.filter((each) => each.parent === one.id && each.state !== "merged").map((each) => each.id);
        const decision =
          what === "merge"
            ? mergeIncidents(one, other, above(other), children)
            : what === "nest"
              ? nest(one, other, above(other))
              : nest(one, null, []);
        if (isRefusal(decision)) continue;
        for (const { kind, data } of decision) {
          if (kind === "incident.merged") set(one.id, { state: "merged" });
          if (kind !== "incident.nested") continue;
          const { incident: which, parent } = IncidentNestedData.parse(data);
          set(which, { parent });
        }
        for (const each of all) expect(above(each)).not.toContain(each.id);
      }
    }),
    { numRuns: 300 },
  );
});

const IncidentNestedData = {
  parse(data: unknown): { incident: IncidentId; parent: IncidentId | null } {
    if (typeof data !== "object" || data === null || !("incident" in data) || !("parent" in data))
      throw new Error("no");
    return {
      incident: IncidentId.parse(data.incident),
      parent: data.parent === null ? null : IncidentId.parse(data.parent),
    };
  },
};

it("merges open incidents alone, hands the parts on, and lifts the survivor out of what goes", () => {
  const gone = part();
  const survivor = part(gone.id);
  const child = IncidentId.parse(id());
  expect(kinds(mergeIncidents(gone, part(), [], [child]))).toEqual(["incident.nested", "incident.merged"]);
  expect(kinds(mergeIncidents(gone, survivor, [gone.id], [survivor.id]))).toEqual([
    "incident.nested",
    "incident.merged",
  ]);
  expect(reason(mergeIncidents(gone, gone, [], []))).toBe("invalid");
  expect(reason(mergeIncidents(part(null, "closed"), survivor, [], []))).toBe("not-possible-now");
  expect(reason(mergeIncidents(part(null, "merged"), survivor, [], []))).toBe("not-possible-now");
  expect(reason(mergeIncidents(gone, part(null, "closed"), [], []))).toBe("not-possible-now");
});

it("splits off what belongs to the incident, and nothing else", () => {
  const none = { signals: [], tasks: [] };
  const into = IncidentId.parse(id());
  expect(reason(splitOff(part(), into, none, none))).toBe("invalid");
  expect(reason(splitOff(part(null, "closed"), into, none, none))).toBe("not-possible-now");
});
