import type { JsonValue } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import {
  compileRegExp,
  type Evaluation,
  evaluateScalar,
  type FormatCheck,
  formatCheck,
  type Seen,
} from "./Evaluation.ts";
import { evaluateApplicators } from "./evaluateApplicators.ts";
import { evaluateArray } from "./evaluateArray.ts";
import { evaluateObject } from "./evaluateObject.ts";

/**
 * A JSON Schema 2020-12 evaluator over schema nodes. It answers in microseconds where compiling a validator takes
 * milliseconds; what it finds is confirmed by Ajv before it is shown to anybody.
 *
 * @param onVisit is told of each schema that an evaluation looks at
 */
export function createEvaluation(onVisit: (node: SchemaNode) => void = () => undefined): Evaluation {
  const patterns = new Map<string, RegExp | undefined>();
  const formats = new Map<string, FormatCheck | undefined>();
  const evaluation: Evaluation = {
    evaluate(node, value) {
      onVisit(node);
      return evaluateNode(evaluation, node, value);
    },
    matches(pattern, text) {
      if (!patterns.has(pattern)) patterns.set(pattern, compileRegExp(pattern));
      return patterns.get(pattern)?.test(text) ?? true;
    },
    fitsFormat(format, value) {
      if (!formats.has(format)) formats.set(format, formatCheck(format));
      const check = formats.get(format);
      return check === undefined || typeof value !== check.type || check.accepts(value);
    },
  };
  return evaluation;
}

function evaluateNode(evaluation: Evaluation, node: SchemaNode, value: JsonValue): Seen | undefined {
  const { keywords } = node;
  if (keywords.verdict !== undefined) return keywords.verdict ? nothingSeen() : undefined;
  if (!evaluateScalar(evaluation, keywords, value)) return undefined;
  const seen = nothingSeen();
  const valid =
    evaluateApplicators(evaluation, { keywords, value, seen }) &&
    evaluateObject(evaluation, { keywords, value, seen }) &&
    evaluateArray(evaluation, { keywords, value, seen });
  return valid ? seen : undefined;
}

function nothingSeen(): Seen {
  return { names: new Set(), indices: new Set() };
}
