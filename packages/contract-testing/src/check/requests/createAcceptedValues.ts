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
  const own = new Map<Operation, Sized[]>();
  const byPath = new Map<string, Sized[]>();
  return {
    add: (operation, values) => {
      keep(own, operation, values);
      const path = new Map([...values].filter(([key]) => key.startsWith("path ")));
      if (path.size > 0) keep(byPath, operation.path, path);
    },
    of: (operation) =>
      [...(own.get(operation) ?? []), ...(byPath.get(operation.path) ?? [])].map(({ values }) => values),
  };
}

interface Sized {
  readonly values: PartValues;
  readonly size: number;
}

/** The smallest first: it makes for findings that are quick to read. */
function keep<Key>(store: Map<Key, Sized[]>, key: Key, values: PartValues): void {
  const kept = store.get(key) ?? [];
  store.set(key, kept);
  kept.push({ values, size: JSON.stringify([...values]).length });
  kept.sort((one, other) => one.size - other.size);
  if (kept.length > KEPT) kept.pop();
}
