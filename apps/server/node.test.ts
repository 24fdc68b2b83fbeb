import { describe, expect, it } from "vitest";
import { startArguments } from "./arguments.ts";
import { capabilities, UNHOUSED } from "./capabilities.ts";
import { atNode, strangersAtNode } from "./node.ts";
import { nodeTraffic } from "./node-traffic.ts";
import { configOf } from "@cordon/ground";

const rooms = capabilities(UNHOUSED);

describe("a local node", () => {
  it("leaves out, and keeps, what there is", () => {
    expect(strangersAtNode(rooms)).toEqual([]);
  });

  it("gives no pass out, changes no rule, lets nobody in and revokes nothing", () => {
    const operations = atNode(rooms).flatMap(({ operations }) => [...operations]);
    const commands = operations.filter(({ effect }) => effect === "command").map(({ name }) => name);
    expect(commands.toSorted()).toEqual([
      "access.look-up-pass",
      "access.record-scans",
      "access.report-queue",
      "identity.begin-enrolment",
      "identity.enrol-device",
      "identity.sign-in-device",
      "identity.sign-in-rehearsal",
      "identity.sign-out",
    ]);
  });

  it("is told nothing of people, incidents and tasks, and reports only kinds that the centre has", () => {
    const kinds = new Set(rooms.flatMap((room) => room.entries.map(({ kind }) => kind)));
    const down = nodeTraffic.down.map(({ kind }) => kind.kind);
    for (const kind of [...down, ...nodeTraffic.up.map((each) => each.kind)]) expect(kinds, kind).toContain(kind);
    expect(
      down.filter((kind) => /^(identity\.(person|passkey|signed)|incident|task|unit|signal|vault)/.test(kind)),
    ).toEqual([]);
  });
});

describe("npm start -- --node", () => {
  const config = configOf({});
  if ("problem" in config) throw new Error(config.message);
  const start = (...given: readonly string[]) => startArguments(given, config);

  it("takes a centre, a site and, the first time, a code; and neither an exercise nor cameras", () => {
    expect(start("--node", "https://centre.example/", "--site", "trocadero", "--enrol", "code")).toMatchObject({
      exercise: "none",
      rehearsing: false,
      node: { centre: "https://centre.example", site: "trocadero", enrol: "code" },
    });
    for (const wrong of [
      ["--node", "https://centre.example"],
      ["--node", "centre.example", "--site", "trocadero"],
      ["--node", "https://centre.example", "--site", "Trocadéro"],
      ["--node", "https://centre.example", "--site", "trocadero", "--exercise", "seine"],
      ["--node", "https://centre.example", "--site", "trocadero", "--camera", "0"],
      ["--site", "trocadero"],
    ])
      expect(start(...wrong), wrong.join(" ")).toMatchObject({ problem: "bad-configuration" });
    expect(start()).toMatchObject({ exercise: "seine", node: null });
  });
});
