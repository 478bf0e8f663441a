import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { schemaFacts } from "./SchemaFacts.ts";
import { type StyledTexts, splitStyled } from "./splitStyled.ts";
import { type TypedValue, typedValues } from "./typedValues.ts";

/** What came of reading a styled value; `undefined` where none of its texts came. */
export type StyledReading =
  | (TypedValue & {
      /** Whether the schema accepts the value. */
      readonly fits: boolean;
    })
  /** The texts are no value of the style; what was expected, in words. */
  | { readonly expected: string }
  | undefined;

/**
 * Reads texts in a style of OpenAPI as the schema at a pointer of the document says: takes them apart, and hands on the
 * first of their meanings that the schema accepts. Where it accepts none, the likeliest meaning is handed on, for the
 * caller to explain.
 *
 * @example
 * readStyled(validators, "/components/schemas/Ids", {
 *   name: "ids", style: "form", explode: false, texts: new Map([["ids", ["1,2"]]]), decode: decodeFormText,
 * }); // { value: [1, 2], fits: true, inexact: Map(0) }
 */
export function readStyled(
  validators: SchemaValidators,
  pointer: string,
  source: StyledTexts,
): StyledReading {
  return createStyledReader(validators, pointer)(source);
}

/** Makes the reader of one value, see `readStyled`. */
export function createStyledReader(
  validators: SchemaValidators,
  pointer: string,
): (source: StyledTexts) => StyledReading {
  const schemas = [validators.reader.at(pointer)];
  const kinds = [...schemaFacts(validators, schemas).kinds];
  return (source) => {
    let first: TypedValue | undefined;
    let malformed: { readonly expected: string } | undefined;
    for (const kind of kinds) {
      const split = splitStyled(source, kind);
      if (split === undefined) continue;
      if ("expected" in split) {
        malformed ??= split;
        continue;
      }
      for (const typed of typedValues(validators, schemas, split.value)) {
        if (validators.isValid(pointer, typed.value)) return { ...typed, fits: true };
        first ??= typed;
      }
    }
    return first === undefined ? malformed : { ...first, fits: false };
  };
}
