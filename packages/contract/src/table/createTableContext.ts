import type { JsonValue, Located } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { pointerOfFragment } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import type { Bundle } from "../load/bundleDocument.ts";
import { resolveInDocument } from "../load/resolveInDocument.ts";
import type { TableContext } from "./TableContext.ts";

/** Ties the building of the operation table to a bundled document and a list for its problems. */
export function createTableContext(bundle: Bundle, problems: ContractProblem[]): TableContext {
  return {
    document: bundle.document,
    resolve: (value, pointer) => {
      const resolved = followReference(bundle, value, pointer);
      return { pointer: resolved.pointer, value: isObject(resolved.value) ? resolved.value : {} };
    },
    located: (facts, pointer) => addPlace(bundle, facts, pointer),
    report: (pointer, finding) => {
      const place = bundle.placeOf(pointer);
      problems.push({ ...finding, pointer: place.pointer, location: place.location });
    },
  };
}

function followReference(bundle: Bundle, value: JsonValue | undefined, pointer: string) {
  const reference = isObject(value) ? value.$ref : undefined;
  if (typeof reference !== "string") return { value, pointer };
  return resolveInDocument(bundle.document, pointerOfFragment(reference));
}

function addPlace<Facts extends object>(bundle: Bundle, facts: Facts, pointer: string): Facts & Located {
  const place = {
    pointer: { value: pointer, enumerable: true },
    location: { get: () => bundle.locate(pointer), enumerable: true },
  };
  return Object.defineProperties(facts, place) as Facts & Located;
}
