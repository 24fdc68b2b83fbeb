import type { Capability } from "./capability.ts";

/**
 * What is wrong with the rooms as they are put together; empty when nothing is. A server with any of these must not start: an entry kind
 * that two rooms define, a projection or a worker nobody can tell apart, an operation outside its room's name, a table with no key.
 */
export function faultsOf(rooms: readonly Capability[]): readonly string[] {
  const faults: string[] = [];
  const twice = (what: string, names: readonly string[]) => {
    for (const [name, same] of Map.groupBy(names, (each) => each))
      if (same.length > 1) faults.push(`${what} ${name} is there ${same.length} times`);
  };
  twice(
    "the capability",
    rooms.map((room) => room.name),
  );
  twice(
    "the entry kind",
    rooms.flatMap((room) => room.entries.map(({ kind }) => kind)),
  );
  twice(
    "the operation",
    rooms.flatMap((room) => room.operations.map(({ name }) => name)),
  );
  twice(
    "the table",
    rooms.flatMap((room) => room.tables.map(({ name }) => name)),
  );
  twice(
    "the worker",
    rooms.flatMap((room) => room.workers.map(({ name }) => name)),
  );
  const media = rooms.flatMap((room) => room.media ?? []);
  twice(
    "the medium",
    media.map(({ name }) => name),
  );
  twice(
    "the path",
    media.map(({ path }) => path),
  );
  const kinds = new Set(rooms.flatMap((room) => room.entries.map(({ kind }) => kind)));
  for (const room of rooms) {
    for (const { name, allow } of room.operations) {
      if (!name.startsWith(`${room.name}.`))
        faults.push(`the operation ${name} is not named after its room, ${room.name}`);
      if (!allow.anyone && allow.roles.length === 0) faults.push(`nobody may call ${name}`);
    }
    for (const { name, path, allow } of room.media ?? []) {
      if (!name.startsWith(`${room.name}.`) || !path.startsWith(`/api/${room.name}/`))
        faults.push(`the medium ${name} is not named after its room, ${room.name}`);
      if (!allow.anyone && allow.roles.length === 0) faults.push(`nobody may look at ${name}`);
    }
    for (const { kind } of room.projections)
      if (!kinds.has(kind)) faults.push(`${room.name} projects ${kind}, which no room defines`);
    for (const { name, key } of room.tables)
      if (key.length === 0) faults.push(`the table ${name} of ${room.name} has no key`);
    for (const { capability, name } of room.migrations) {
      if (capability !== room.name)
        faults.push(`the migration ${name} of ${room.name} says it belongs to ${capability}`);
    }
  }
  return faults;
}
