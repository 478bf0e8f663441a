import { documentOf, okWith } from "../../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../../scripts/fixtures/onlyOperation.ts";
import { type Difference, diffResponse, type ResponseFacts } from "../../src/index.ts";

/** The headers of a response in JSON. */
export const json = { "content-type": "application/json" };

/** The differences between a response and the only operation of a document. */
export async function diffOf(
  document: object,
  response: Partial<ResponseFacts>,
): Promise<readonly Difference[]> {
  const operation = await onlyOperation(document);
  return diffResponse(operation, { status: 200, headers: {}, body: undefined, ...response });
}

/** Kind, place in the response and place in the document, with what the contract says. */
export function brief(differences: readonly Difference[]): readonly string[] {
  return differences.map(({ kind, responsePointer, expected }) => `${kind} ${responsePointer}: ${expected}`);
}

/** The differences between a value and the schema of a body, in brief. */
export async function diffBody(schema: unknown, value: unknown, more: Parameters<typeof documentOf>[1] = {}) {
  const document = documentOf(okWith(schema), more);
  return brief(await diffOf(document, { headers: json, body: JSON.stringify(value) }));
}
