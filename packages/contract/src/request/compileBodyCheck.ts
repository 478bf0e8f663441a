import type { JsonValue, Operation } from "../Contract.ts";
import { isObject } from "../load/jsonValues.ts";
import { hasDefault } from "./hasDefault.ts";
import type { RequestFacts } from "./RequestChecks.ts";
import type { RequestCompiler } from "./RequestCompiler.ts";

/** The accepted body, or that it is not accepted. */
export type BodyVerdict = { readonly accepted: true; readonly body: unknown } | { readonly accepted: false };

/** Checks the body of a request. */
export type BodyCheck = (request: RequestFacts) => BodyVerdict;

const REFUSED = { accepted: false } as const;

/** Prepares the check of an operation's body: one compiled schema for each declared media type, made on first use. */
export function compileBodyCheck(operation: Operation, compiler: RequestCompiler): BodyCheck {
  const declared = new Map<string, BodyCheck>();
  const { requestBody } = operation;
  return (request) => {
    const { contentType, body } = request;
    if (contentType === undefined) {
      const mayBeMissing = body === undefined && requestBody?.required !== true;
      return mayBeMissing ? { accepted: true, body } : REFUSED;
    }
    const key = contentType.toLowerCase();
    if (body === undefined || requestBody?.content.get(key) === undefined) return REFUSED;
    const check = declared.get(key) ?? compileMediaType(operation, key, compiler);
    declared.set(key, check);
    return check(request);
  };
}

function compileMediaType(operation: Operation, key: string, compiler: RequestCompiler): BodyCheck {
  const schema = operation.requestBody?.content.get(key)?.schema;
  const { contract } = operation;
  if (key.startsWith("multipart/")) return () => REFUSED;
  if (schema === undefined) return ({ body }) => ({ accepted: true, body });
  if (!isCheckable(operation, schema)) return () => REFUSED;
  try {
    const validate = compiler.compile(schema);
    // Defaults are written into the value, and whoever judges a refused body is to see it as it came.
    const fills = hasDefault(contract, schema);
    return ({ body }) => {
      const copy = fills ? structuredClone(body) : body;
      return validate(copy) ? { accepted: true, body: copy } : REFUSED;
    };
  } catch {
    return () => REFUSED; // A schema that does not compile proves nothing.
  }
}

/**
 * Where a body's own schema has a discriminator, express-openapi-validator replaces it by a schema put together from
 * the chosen variant; binary bodies it does not look at. Both are left to it.
 */
function isCheckable({ contract }: Operation, schema: JsonValue): boolean {
  const resolved =
    isObject(schema) && typeof schema.$ref === "string"
      ? contract.resolve(decodeURIComponent(schema.$ref.slice(1))).value
      : schema;
  if (!isObject(resolved)) return false;
  return resolved.discriminator === undefined && resolved.format !== "binary" && resolved.readOnly !== true;
}
