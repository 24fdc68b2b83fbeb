/** Files that import each other in a circle, each circle once, as a path that ends where it began. */
export function findCycles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  return stronglyConnected(imports)
    .filter((group) => group.length > 1 || imports.get(group[0] ?? "")?.includes(group[0] ?? ""))
    .map((group) => shortestCircle(imports, new Set(group)));
}

/** Tarjan's algorithm, with its own stack: a long chain of imports must not end the run. */
function stronglyConnected(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];

  for (const start of imports.keys()) {
    if (order.has(start)) continue;
    const work = [{ file: start, next: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1);
      if (frame === undefined) break;
      const { file } = frame;
      if (frame.next === 0) {
        order.set(file, order.size);
        low.set(file, order.size - 1);
        open.push(file);
        isOpen.add(file);
      }
      const target = imports.get(file)?.[frame.next];
      frame.next += 1;
      if (target !== undefined) {
        if (!order.has(target)) work.push({ file: target, next: 0 });
        else if (isOpen.has(target)) lower(low, file, order.get(target));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) lower(low, parent.file, low.get(file));
      if (low.get(file) === order.get(file)) {
        const group = open.splice(open.indexOf(file));
        for (const member of group) isOpen.delete(member);
        groups.push(group);
      }
    }
  }
  return groups;
}

function lower(low: Map<string, number>, file: string, value: number | undefined): void {
  low.set(file, Math.min(low.get(file) ?? Number.POSITIVE_INFINITY, value ?? Number.POSITIVE_INFINITY));
}

function shortestCircle(imports: ReadonlyMap<string, readonly string[]>, group: ReadonlySet<string>): string[] {
  const [start = ""] = [...group].sort();
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const target of imports.get(file) ?? []) {
      if (target === start) {
        const path = [start];
        for (let at: string | undefined = file; at !== undefined && at !== start; at = cameFrom.get(at))
          path.unshift(at);
        return [start, ...path];
      }
      if (group.has(target) && !cameFrom.has(target)) {
        cameFrom.set(target, file);
        queue.push(target);
      }
    }
  }
  return [...group];
}
