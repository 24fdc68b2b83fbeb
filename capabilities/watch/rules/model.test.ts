import { BlobHash, isRefusal, type NewEntry } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Layout, ModelInput, type ModelState } from "../words/model.ts";
import {
  acceptModel,
  addModel,
  modelMachine,
  refuseModel,
  removeModel,
  type StandingModel,
  useModel,
} from "./model.ts";

const sha256 = BlobHash.parse("a".repeat(64));
const said = ModelInput.parse({
  sha256,
  name: "YOLOX-nano",
  source: "https://example.org/m.onnx",
  licence: "Apache-2.0",
});
const layout: Layout = {
  ...{
    family: "yolox",
    input: "images",
    width: 416,
    height: 416,
    sizeInput: null,
    outputs: ["output"],
    classes: ["person"],
  },
  feeding: { channels: "bgr", white: 255, fit: "letterbox" },
};
const standing = (state: ModelState, used = false): StandingModel => ({
  said,
  state,
  used,
  layout: state === "ready" ? layout : null,
});
const kinds = (decision: ReturnType<typeof addModel>): unknown =>
  isRefusal(decision) ? decision.refused : decision.map(({ kind }) => kind);

type Asked = "add" | "change" | "accept" | "refuse" | "remove" | "use" | "none";

describe("a model", () => {
  it("is used only after it was looked at, and never by anybody's word alone", () => {
    const asked = fc.array(fc.constantFrom<Asked>("add", "change", "accept", "refuse", "remove", "use", "none"), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(asked, (all) => {
        let now = nothing();
        for (const each of all) {
          const decision = decide(each, now);
          for (const entry of isRefusal(decision) ? [] : decision) now = played(now, entry);
          if (now?.used === true) expect(now.state === "ready" && now.layout !== null).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("answers every event in every state, and each state can be reached", () => {
    const reached = new Set<ModelState>([modelMachine.initial]);
    for (const state of reached) {
      expect(Object.keys(modelMachine.table[state]).toSorted()).toEqual(["accept", "add", "refuse", "remove"]);
      for (const to of Object.values(modelMachine.table[state])) if (to !== null) reached.add(to);
    }
    expect([...reached].toSorted()).toEqual(Object.keys(modelMachine.table).toSorted());
  });

  it("said again in the same words is no news; in use it is not changed under the cameras", () => {
    expect(kinds(addModel(said, standing("ready")))).toEqual([]);
    expect(kinds(addModel(said, standing("waiting")))).toEqual([]);
    expect(kinds(addModel(said, standing("refused")))).toEqual(["watch.model.added"]);
    expect(kinds(addModel({ ...said, name: "other" }, standing("ready")))).toEqual(["watch.model.added"]);
    expect(kinds(addModel({ ...said, name: "other" }, standing("ready", true)))).toBe("not-possible-now");
  });

  it("that is removed while it is used is first used no more", () => {
    expect(kinds(removeModel(sha256, standing("ready", true)))).toEqual(["watch.model.used", "watch.model.removed"]);
    expect(kinds(removeModel(sha256, standing("removed")))).toBe("not-possible-now");
    expect(kinds(removeModel(sha256, null))).toBe("not-found");
    expect(kinds(useModel(sha256, standing("refused"), null))).toBe("not-possible-now");
    expect(kinds(useModel(sha256, null, null))).toBe("not-found");
    expect(kinds(useModel(null, null, null))).toEqual([]);
  });
});

const nothing = (): StandingModel | null => null;

/** What the tables would make of an entry, in other words than theirs. */
function played(now: StandingModel | null, { kind, data }: NewEntry): StandingModel | null {
  if (kind === "watch.model.added")
    return { said: ModelInput.parse(data), state: "waiting", used: false, layout: null };
  if (now === null) throw new Error(`${kind} of nothing`);
  if (kind === "watch.model.ready") return { ...now, state: "ready", layout };
  if (kind === "watch.model.refused") return { ...now, state: "refused" };
  if (kind === "watch.model.removed") return { ...now, state: "removed", layout: null, used: false };
  return { ...now, used: Reflect.get(Object(data), "sha256") !== null };
}

function decide(asked: Asked, now: StandingModel | null): ReturnType<typeof addModel> {
  switch (asked) {
    case "add":
      return addModel(said, now);
    case "change":
      return addModel({ ...said, name: "another name" }, now);
    case "accept":
      return now === null ? [] : acceptModel(now, { bytes: 9, layout });
    case "refuse":
      return now === null ? [] : refuseModel(now, "because");
    case "remove":
      return removeModel(sha256, now);
    case "use":
      return useModel(sha256, now, now?.used === true ? now : null);
    case "none":
      return useModel(null, null, now?.used === true ? now : null);
  }
}
