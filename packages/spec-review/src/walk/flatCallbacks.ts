import type { OperationView } from "../document/OperationView.ts";

/** A callback and the name that the document gives it. */
export interface NamedCallback {
  readonly name: string;
  readonly operation: OperationView;
}

/**
 * The callbacks of an operation by method and expression. The names of callbacks travel nowhere; they only tell apart
 * those that have both in common.
 */
export function flatCallbacks({ callbacks }: OperationView): Map<string, NamedCallback> {
  const found = new Map<string, NamedCallback>();
  for (const [name, operations] of callbacks) {
    for (const [key, operation] of operations) {
      found.set(found.has(key) ? `${key} ${name}` : key, { name, operation });
    }
  }
  return found;
}
