import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { equalityKeywords } from "./equalityKeywords.ts";

/** An Ajv for JSON Schema 2020-12 that knows the formats of OpenAPI and takes schemas as they come. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: false,
    logger: false,
    validateSchema: false,
    inlineRefs: false,
    unicodeRegExp: true,
  });
  addFormats.default(ajv);
  for (const definition of equalityKeywords) {
    ajv.removeKeyword(String(definition.keyword));
    ajv.addKeyword(definition);
  }
  return ajv;
}
