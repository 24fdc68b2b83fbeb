import type { CameraView } from "../../words.ts";
import { describe, expect, it } from "vitest";
import { arrange, beside, refusalOf, toneOfCamera } from "./standing.ts";

type Named = Pick<CameraView, "reference" | "name" | "state" | "because">;
const camera = (reference: string, said: Partial<Named> = {}): Named => ({
  reference,
  name: { fr: `Caméra ${reference}`, en: `Camera ${reference}` },
  state: "running",
  because: null,
  ...said,
});
const signal = (kind: "zone-entry" | "abandoned-object") => ({ id: "s", kind, since: "2024-07-26T18:00:00.000Z" });

describe("how much a camera asks for", () => {
  it("is nothing while it sees, or while the law keeps it dark", () => {
    expect(toneOfCamera(camera("1"), [])).toBe("calm");
    expect(toneOfCamera(camera("1", { state: "stopped", because: "no-mandate" }), [])).toBe("calm");
  });
  it("is somebody to look when it is lost, whatever waits", () => {
    expect(toneOfCamera(camera("1", { state: "lost", because: "timeout" }), [])).toBe("attention");
  });
  it("is the worst of what waits and of how it is", () => {
    expect(toneOfCamera(camera("1"), [signal("zone-entry"), signal("abandoned-object")])).toBe("urgent");
    expect(toneOfCamera(camera("1"), [signal("zone-entry")], "notice")).toBe("attention");
  });
});

describe("a wall", () => {
  const of = (each: Named, tone: "calm" | "attention" | "urgent" = "calm") => ({
    camera: each,
    tone,
    waiting: [],
  });
  const cameras = [
    of(camera("cam-10")),
    of(camera("cam-2", { state: "stopped" })),
    of(camera("cam-3"), "attention"),
    of(camera("quai-É"), "urgent"),
  ];
  const shown = (wanted: Partial<Parameters<typeof arrange>[1]>) =>
    arrange(cameras, { filter: "all", sort: "attention", text: "", ...wanted }).map((each) => each.camera.reference);
  it("puts first what asks for attention, then what runs", () => {
    expect(shown({})).toEqual(["quai-É", "cam-3", "cam-10", "cam-2"]);
  });
  it("counts as people do when sorted by reference", () => {
    expect(shown({ sort: "reference" })).toEqual(["cam-2", "cam-3", "cam-10", "quai-É"]);
  });
  it("shows what is asked for", () => {
    expect(shown({ filter: "dark" })).toEqual(["cam-2"]);
    expect(shown({ filter: "attention" })).toEqual(["quai-É", "cam-3"]);
    expect(shown({ text: " QUAI-e " })).toEqual(["quai-É"]);
    expect(shown({ text: "nowhere" })).toEqual([]);
  });
});

it.each([
  [0, "ArrowRight", 1],
  [0, "ArrowLeft", 0],
  [1, "ArrowDown", 4],
  [4, "ArrowDown", 6],
  [5, "ArrowDown", 6],
  [6, "ArrowDown", 6],
  [4, "ArrowUp", 1],
  [1, "ArrowUp", 1],
  [3, "Home", 0],
  [3, "End", 6],
  [3, "x", 3],
])("from the tile %d, %s leads to %d of seven in three columns", (at, key, to) => {
  expect(beside(at, key, 3, 7)).toBe(to);
});

it("knows the law's refusals by the server's sentence", () => {
  expect(refusalOf("its mandate was withdrawn")).toBe("withdrawn");
  expect(refusalOf("something else")).toBeNull();
  expect(refusalOf(null)).toBeNull();
});
