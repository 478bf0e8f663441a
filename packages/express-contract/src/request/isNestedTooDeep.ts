/** Deeper than any message that people design, and far from what a recursive reader can bear. */
export const MAX_JSON_DEPTH = 64;

const STRUCTURE = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * Whether objects and arrays stand more than 64 deep in one another. What is handed on is walked by schemas and
 * handlers, and not all of them walk without recursion.
 *
 * @param text valid JSON
 */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(STRUCTURE)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth > MAX_JSON_DEPTH) return true;
  }
  return false;
}
