import { jsonPointer } from "../json/jsonPointer.ts";
import type { CountKeyword, Facets } from "./Facets.ts";

/** The strictest of the counts that the merged schemas give for a keyword. */
export function readStrictest(
  facets: Facets,
  keyword: CountKeyword,
): { readonly pointer: string; readonly value: number } | undefined {
  const sign = keyword.startsWith("min") ? 1 : -1;
  const found = facets.nodes.flatMap(({ keywords, pointer }) => {
    const value = keywords[keyword];
    return value === undefined ? [] : [{ value, pointer: jsonPointer.append(pointer, keyword) }];
  });
  return found.toSorted((left, right) => (right.value - left.value) * sign)[0];
}
