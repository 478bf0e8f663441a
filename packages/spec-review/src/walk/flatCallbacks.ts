import type { OperationView } from "../document/OperationView.ts";

/** The callbacks of an operation by name, expression and method. */
export function flatCallbacks({
  callbacks,
}: OperationView): Map<string, { name: string; operation: OperationView }> {
  return new Map(
    [...callbacks].flatMap(([name, operations]) =>
      [...operations].map(([key, operation]) => [`${name} ${key}`, { name, operation }] as const),
    ),
  );
}
