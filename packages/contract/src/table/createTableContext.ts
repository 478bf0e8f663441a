import type { Located } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { pointerOfFragment } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import type { Bundle } from "../load/bundleDocument.ts";
import { resolveInDocument } from "../load/resolveInDocument.ts";
import type { TableContext } from "./TableContext.ts";

/** Ties the building of the operation table to a bundled document and a list for its problems. */
export function createTableContext(bundle: Bundle, problems: ContractProblem[]): TableContext {
  const at = (start: string) => {
    const { pointer, value } = resolveInDocument(bundle.document, start);
    return { pointer, value: isObject(value) ? value : {} };
  };
  return {
    document: bundle.document,
    resolve: (value, pointer) => {
      const own = isObject(value) ? value : {};
      return typeof own.$ref === "string" ? at(pointerOfFragment(own.$ref)) : { pointer, value: own };
    },
    at,
    located: (facts, pointer) => addLocation(bundle, facts, pointer),
    report: (pointer, finding) => {
      const node = bundle.nodeOf(pointer);
      problems.push({ ...finding, pointer: node.pointer, location: node.location });
    },
  };
}

function addLocation<Facts extends object>(bundle: Bundle, facts: Facts, pointer: string): Facts & Located {
  const properties = {
    pointer: { value: pointer, enumerable: true },
    location: { get: () => bundle.locate(pointer), enumerable: true },
  };
  return Object.defineProperties(facts, properties) as Facts & Located;
}
