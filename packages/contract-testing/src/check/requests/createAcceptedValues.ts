import type { Operation } from "@gatehouse/contract";
import type { PartValues } from "./Draft.ts";

/** Values that a server was seen to accept: ids of things that are there, and the like. */
export interface AcceptedValues {
  add(operation: Operation, values: PartValues): void;
  /** What was accepted for an operation, and the path parameters of what was accepted for others on its path. */
  of(operation: Operation): readonly PartValues[];
}

const KEPT = 12;

/** Makes a store of accepted values with nothing in it. */
export function createAcceptedValues(): AcceptedValues {
  const own = new Map<Operation, PartValues[]>();
  const byPath = new Map<string, PartValues[]>();
  return {
    add: (operation, values) => {
      keep(own, operation, values);
      const path = new Map([...values].filter(([key]) => key.startsWith("path ")));
      if (path.size > 0) keep(byPath, operation.path, path);
    },
    of: (operation) => [...(own.get(operation) ?? []), ...(byPath.get(operation.path) ?? [])],
  };
}

/** The smallest first: it makes for findings that are quick to read. */
function keep<Key>(store: Map<Key, PartValues[]>, key: Key, values: PartValues): void {
  const kept = store.get(key) ?? [];
  store.set(key, kept);
  kept.push(values);
  kept.sort((one, other) => sizeOf(one) - sizeOf(other));
  if (kept.length > KEPT) kept.pop();
}

function sizeOf(values: PartValues): number {
  return JSON.stringify([...values]).length;
}
