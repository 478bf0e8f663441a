/** The length of a text as JSON Schema counts it: in code points. */
export function textLength(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
