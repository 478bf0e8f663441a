import { Ajv2020 } from "ajv/dist/2020.js";
import type { default as AjvCore, FuncKeywordDefinition, Options } from "ajv/dist/core.js";
import ajvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { openApiFormats } from "./openApiFormats.ts";

/**
 * An Ajv as express-openapi-validator 5.6.2 makes it for requests, so that both read a schema in the same way: draft
 * 04 for OpenAPI 3.0, 2020-12 for 3.1, the fast formats, defaults filled in, types converted in parameters only.
 */
export function createRequestAjv(
  openapi: string,
  { coerceTypes }: { readonly coerceTypes: boolean },
): AjvCore.default {
  const options: Options = {
    strict: false,
    strictNumbers: true,
    strictTuples: true,
    allowUnionTypes: false,
    validateSchema: false,
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    validateFormats: true,
    formats: openApiFormats,
    logger: false,
  };
  const ajv = openapi.startsWith("3.0") ? new ajvDraft04.default(options) : new Ajv2020(options);
  addFormats.default(ajv, { mode: "fast" });
  for (const [name, format] of Object.entries(openApiFormats)) ajv.addFormat(name, format);
  if (!openapi.startsWith("3.0")) ajv.addFormat("media-range", true);
  ajv.removeKeyword("readOnly");
  ajv.addKeyword(readOnlyKeyword);
  return ajv;
}

/** A read-only property is not for requests, whatever it holds. */
const readOnlyKeyword: FuncKeywordDefinition = {
  keyword: "readOnly",
  compile: (isReadOnly: boolean) => () => !isReadOnly,
};
