import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { day, night } from "../theme/tokens.ts";
import { styleOn } from "./base.ts";
import { CLICKABLE, operationLayers, operationStyle, SOURCES } from "./style.ts";

const never = new AbortController().signal;

describe.each([
  ["night", night],
  ["day", day],
] as const)("the map's style by %s", (_name, tokens) => {
  const style = operationStyle(tokens);

  it("is what the style specification allows", () => {
    expect(validateStyleMin(style)).toEqual([]);
  });

  it("is complete without internet: it names no address at all", () => {
    expect(JSON.stringify(style)).not.toMatch(/https?:|\/\/|glyphs|sprite/);
  });

  it("fills no layer from a source it does not have, and clicks on none that is not drawn", () => {
    const layers = operationLayers(tokens);
    for (const layer of layers) if ("source" in layer) expect(SOURCES).toContain(layer.source);
    for (const [id] of CLICKABLE) expect(layers.map((layer) => layer.id)).toContain(id);
  });
});

describe("a base that cannot be had", () => {
  it("leaves the neutral ground and says why", async () => {
    const outcome = await styleOn({ kind: "style", url: "http://127.0.0.1:1/style.json" }, night, never);
    expect(outcome.ok).toBe(false);
    expect(outcome.style).toEqual(operationStyle(night));
  });
});
