// Labels that turned out to be one region. A parent is never greater than its child, and a root is its own parent.

export function rootOf(parents: usize, label: i32): i32 {
  let at = label;
  while (true) {
    const up = load<i32>(parents + 4 * <usize>at);
    if (up == at) return at;
    const above = load<i32>(parents + 4 * <usize>up);
    store<i32>(parents + 4 * <usize>at, above);
    at = above;
  }
}

/** Makes two roots one. Returns it; the other where one of them is 0, which is none. */
@inline
export function oneOf(parents: usize, found: i32, root: i32): i32 {
  if (!found) return root;
  if (found == root) return found;
  const lower = min(found, root);
  store<i32>(parents + 4 * <usize>max(found, root), lower);
  return lower;
}
