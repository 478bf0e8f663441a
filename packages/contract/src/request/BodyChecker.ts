import type { FormProblem } from "../body/formReader.ts";
import { sequenceViolations } from "../body/readSequence.ts";
import type { JsonValue, MediaType, Operation } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { explainViolations } from "../schema/explainViolations.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { sizeViolations } from "../schema/sizeViolations.ts";
import type { IntegerMode } from "../style/settleNumbers.ts";
import { createSettler } from "./createSettler.ts";
import type { RequestFacts } from "./RequestTexts.ts";
import { type FoundViolation, schemaViolation } from "./RequestViolation.ts";

/** Checks the body of a request and gives it with its defaults; violations are added to the list. */
export type BodyChecker = (request: RequestFacts, violations: FoundViolation[]) => unknown;

/** Options of `createBodyChecker`. */
interface BodyCheckerFacts {
  readonly operation: Operation;
  readonly validators: SchemaValidators;
  readonly integers: IntegerMode;
}

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/** Makes the check of an operation's bodies. */
export function createBodyChecker({ operation, validators, integers }: BodyCheckerFacts): BodyChecker {
  const { requestBody } = operation;
  if (requestBody === undefined) return () => undefined;
  const checks = new Map(
    [...requestBody.content].map(([key, mediaType]) => {
      const hasSchema = mediaType.schema !== undefined || mediaType.itemSchema !== undefined;
      return [key, hasSchema ? createCheck(validators, mediaType, integers) : takeAll];
    }),
  );
  return (request, violations) => {
    const { mediaKey, body } = request;
    if (mediaKey !== undefined) return (checks.get(mediaKey) ?? takeAll)(request, violations);
    if (!requestBody.required) return body;
    const documentPointer = childPointer(requestBody.pointer, "required");
    violations.push({
      in: "body",
      pointer: "",
      keyword: "required",
      message: "is required",
      documentPointer,
    });
    return undefined;
  };
}

const takeAll: BodyChecker = ({ body }) => body;

function createCheck(validators: SchemaValidators, mediaType: MediaType, integers: IntegerMode): BodyChecker {
  const pointer = childPointer(mediaType.pointer, "schema");
  const settle = createSettler(validators, { pointer, integers });
  const explain = (schema: string, value: JsonValue) => explainViolations(validators, schema, value);
  const check: BodyChecker = (
    { body, items, isOpaque, inexact = NO_TEXTS, formProblems = [] },
    violations,
  ) => {
    if (items !== undefined) {
      const sequence = { value: String(body), items };
      for (const violation of sequenceViolations({ validators, mediaType, explain }, sequence)) {
        violations.push(schemaViolation(violation, { in: "body", pointer: "" }));
      }
      return body;
    }
    if (body instanceof Uint8Array && mediaType.schema !== undefined) {
      for (const violation of sizeViolations(validators, pointer, body)) {
        violations.push(schemaViolation(violation, { in: "body", pointer: "" }));
      }
    }
    if (body instanceof Uint8Array || body === undefined || isOpaque === true) return body;
    if (formProblems.length > 0) return void violations.push(...formProblems.map(formViolation));
    const sent = body as JsonValue;
    const settled = settle({ value: sent, inexact });
    for (const { pointer: at, documentPointer, expected } of settled.lost) {
      const message = `must be ${expected}`;
      violations.push({ in: "body", pointer: at, keyword: "exactNumber", message, documentPointer });
    }
    if (!settled.fits) {
      const lost = new Set(settled.lost.map(({ pointer: at }) => at));
      for (const violation of explain(pointer, settled.value as JsonValue)) {
        // The schema cannot be checked against a number that was lost.
        if (lost.has(violation.instancePointer)) continue;
        violations.push(schemaViolation(violation, { in: "body", pointer: "" }));
      }
    }
    return settled.value;
  };
  return (request, violations) => {
    try {
      return check(request, violations);
    } catch (error) {
      // The stack overflows where a schema that contains itself through long chains meets a value with many levels.
      if (!(error instanceof RangeError)) throw error;
      const message = "must be nested less deep";
      violations.push({ in: "body", pointer: "", keyword: "depth", message, documentPointer: pointer });
      return undefined;
    }
  };
}

function formViolation({ name, keyword, expected, documentPointer }: FormProblem): FoundViolation {
  const pointer = childPointer("", name);
  return { in: "body", pointer, keyword, message: `must be ${expected}`, documentPointer };
}
