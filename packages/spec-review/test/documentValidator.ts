import type { JsonValue } from "@gatehouse/contract";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import type { ReviewedDocument } from "../src/document/openDocument.ts";

/** What is wrong with a value, by the schema at a pointer of a document; undefined where there is none. */
export type DocumentValidator = (
  pointer: string,
  value: JsonValue,
) => readonly { readonly instancePath: string; readonly keyword: string }[] | undefined;

/** Asks Ajv, given the whole document just as it stands and nothing of ours. */
export function createDocumentValidator({ root, dialect }: ReviewedDocument): DocumentValidator {
  const lenient = { strict: false, logger: false, validateSchema: false } as const;
  const options = { ...lenient, allErrors: true, ownProperties: true } as const;
  const ajv = dialect === "3.0" ? new AjvDraft04.default(options) : new Ajv2020(options);
  ajvFormats.default(ajv);
  ajv.addSchema(Object(dialect === "3.0" ? withoutIdleNullable(root) : root), "document");
  return (pointer, value) => {
    const validate = ajv.getSchema(`document#${encodeURI(pointer)}`);
    if (!validate) return undefined;
    return validate(value) === true ? [] : (validate.errors ?? []);
  };
}

/** Beside no type `nullable` has no effect (OpenAPI 3.0.4, 4.7.24); Ajv takes no such schema. */
function withoutIdleNullable(root: JsonValue): unknown {
  return JSON.parse(JSON.stringify(root), (_, value) => {
    if (typeof value !== "object" || value === null || value.nullable !== true || value.type !== undefined)
      return value;
    const { nullable: _nullable, ...rest } = value;
    return rest;
  });
}
