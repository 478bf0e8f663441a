import { keywordPointer } from "./leafViolations.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";
import type { SchemaViolation } from "./SchemaViolation.ts";

/**
 * The violations of a schema by the number of bytes, which is all that it can limit in them: lengths count octets
 * there (OpenAPI 3.1.1, 4.8.24.4).
 */
export function sizeViolations(
  validators: SchemaValidators,
  pointer: string,
  { length }: Uint8Array,
): readonly SchemaViolation[] {
  const violations: SchemaViolation[] = [];
  const seen = new Set([validators.reader.at(pointer)]);
  const add = (node: SchemaNode, keyword: "maxLength" | "minLength", limit: string): void => {
    const documentPointer = keywordPointer(node, keyword);
    const expected = `${limit} ${node.keywords[keyword]} bytes long`;
    violations.push({
      kind: "wrong-length",
      instancePointer: "",
      documentPointer,
      keyword,
      expected,
      actual: undefined,
    });
  };
  for (const node of seen) {
    const { ref, allOf = [], minLength = 0, maxLength = Number.POSITIVE_INFINITY } = node.keywords;
    if (length < minLength) add(node, "minLength", "at least");
    if (length > maxLength) add(node, "maxLength", "at most");
    for (const part of ref === undefined ? allOf : [ref, ...allOf]) seen.add(part);
  }
  return violations;
}
