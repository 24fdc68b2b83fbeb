/** Where a file lives, as far as the import rules care. `of` names the capability, app, bridge or exercise. */
export type Room =
  | { readonly kind: "kernel" | "ground" | "ui" | "bench" | "e2e" | "fault" | "scripts" }
  | { readonly kind: "bridge"; readonly of: string }
  | { readonly kind: "app"; readonly of: string }
  | { readonly kind: "exercise"; readonly of: string }
  | { readonly kind: "capability"; readonly of: string; readonly part: CapabilityPart };

/** `words`, `rules` and `contract` also stand for the files of folders of that name. */
export type CapabilityPart = "words" | "rules" | "contract" | "operations" | "ui" | "body";

const floors = ["kernel", "ground", "ui", "bench", "e2e", "fault"] as const;

/** Total: what lies in no named folder (root configuration, scripts) counts as scripts. */
export function roomOf(path: string): Room {
  const [first = "", second = "", third = "", , fifth = ""] = path.split("/");
  const floor = floors.find((name) => name === first);
  if (floor !== undefined) return { kind: floor };
  if (first === "capabilities")
    return { kind: "capability", of: second, part: partOf(third === "wings" ? fifth : third) };
  if (first === "bridges") return { kind: "bridge", of: second };
  if (first === "apps") return { kind: "app", of: second };
  if (first === "exercises") return { kind: "exercise", of: second };
  return { kind: "scripts" };
}

/** How a room is called in a message. */
export function nameOf(room: Room): string {
  switch (room.kind) {
    case "capability":
      return room.part === "body" ? `capabilities/${room.of}` : `capabilities/${room.of}/${room.part}`;
    case "bridge":
      return `bridges/${room.of}`;
    case "app":
      return `apps/${room.of}`;
    case "exercise":
      return `exercises/${room.of}`;
    default:
      return room.kind;
  }
}

/** Tests and what only they use may reach for anything their room may, and for Node.js, clocks and libraries besides. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)testing(\.tsx?$|\/)/.test(path);
}

/** Rooms that start Cordon as a program of its own, by the address of its file, as a person would. */
export function startsPrograms(path: string): boolean {
  return ["bench", "e2e", "fault"].includes(roomOf(path).kind);
}

/** A wing of a capability (`capabilities/X/wings/Y`) has the same rooms as the whole. */
function partOf(name: string): CapabilityPart {
  const stem = name.replace(/\.tsx?$/, "");
  return stem === "words" || stem === "rules" || stem === "contract" || stem === "operations" || stem === "ui"
    ? stem
    : "body";
}
