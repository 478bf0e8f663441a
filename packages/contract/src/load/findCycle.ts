/** The path to the first object or list that contains itself, if there is one; JSON has none. */
export function findCycle(value: unknown): readonly string[] | undefined {
  return search(value, [], new Set());
}

function search(value: unknown, path: readonly string[], open: Set<unknown>): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (open.has(value)) return path;
  open.add(value);
  for (const [key, child] of Object.entries(value)) {
    const found = typeof child === "object" ? search(child, [...path, key], open) : undefined;
    if (found !== undefined) return found;
  }
  open.delete(value);
  return undefined;
}
