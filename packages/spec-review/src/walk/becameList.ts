import type { ParameterView } from "../document/OperationView.ts";
import { places } from "../document/Place.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { Kept, OperationPair } from "./OperationPair.ts";
import { shapeOf } from "./serialisationOf.ts";

/**
 * Where the items of a parameter stand that was one value and now is a list, and whose single value is written as it
 * was (`a=1`); undefined for any other change.
 */
export function becameList(
  { documents }: Pick<OperationPair, "documents">,
  { base, head }: Kept<ParameterView>,
): string | undefined {
  const isSpelledOut = head.style === "form" && head.explode && base.style === "form";
  if (!isSpelledOut || shapeOf(documents.base.root, base) !== "plain") return undefined;
  const list = places.child(documents.head.root, head, "schema");
  const { type, minItems = 0, maxItems = 1, items } = list?.value ?? {};
  const takesOne = type === "array" && Number(minItems) <= 1 && Number(maxItems) >= 1;
  return list && takesOne && items !== undefined ? jsonPointer.append(list.pointer, "items") : undefined;
}
