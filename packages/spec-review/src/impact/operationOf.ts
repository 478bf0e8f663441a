import type { OperationView } from "../document/OperationView.ts";
import { type Failure, isNamedAfter } from "./explainDiagnostic.ts";

/**
 * The operation that an error belongs to: the one that the message names, or the file is named after, or the code
 * calls by its path; null where that is none, or more than one.
 */
export function operationOf(
  { diagnostic, code }: Failure,
  operations: readonly OperationView[],
): string | null {
  const named = idsOf(operations, (id) => diagnostic.message.includes(`"${id}"`));
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const [own] = idsOf(operations, (id) => isNamedAfter(diagnostic.file, id));
  if (own !== undefined) return own;
  const called = operations.filter(({ path, method }) => isCalled(code, path, method));
  return idsOf(called, () => true)[0] ?? null;
}

function idsOf(operations: readonly OperationView[], isMeant: (id: string) => boolean): string[] {
  return [...new Set(operations.flatMap(({ id }) => (id !== undefined && isMeant(id) ? [id] : [])))];
}

/** `client.GET("/pets", …)`, as openapi-fetch and its kin have it. */
function isCalled(code: string, path: string, method: string): boolean {
  const at = code.search(new RegExp(`\\.${method}\\(`, "i"));
  return at >= 0 && ['"', "'", "`"].some((quote) => code.slice(at).includes(`(${quote}${path}${quote}`));
}
