import type { JsonValue } from "@gatehouse/contract";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import type { Dialect } from "../src/schema/SchemaNode.ts";

/** Validates a value with Ajv; undefined if its compiled code throws. */
export type RawValidator = (value: JsonValue) => boolean | undefined;

/** Creates validators that use none of our code: Ajv gets the schema as it is in the document. */
export function createRawValidators(dialect: Dialect): (schema: JsonValue) => RawValidator {
  // Without allErrors, Ajv 8.20 skips `contains` where `prefixItems` finds no item to look at.
  const options = { strict: false, logger: false, validateSchema: false, allErrors: true } as const;
  const ajv = dialect === "3.0" ? new AjvDraft04.default(options) : new Ajv2020(options);
  ajvFormats.default(ajv);
  return (schema) => {
    const validate = ajv.compile(typeof schema === "boolean" ? schema : Object(schema));
    return (value) => {
      try {
        return validate(value) === true;
      } catch {
        return undefined;
      }
    };
  };
}
