import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isList } from "../json/jsonValues.ts";
import { collectItems } from "./collectEvaluated.ts";
import { explainObject } from "./explainObject.ts";
import { explainVariants } from "./explainVariants.ts";
import { leafViolations, mismatch } from "./leafViolations.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";
import { type Explained, type Explanation, type SchemaViolation, takeViolations } from "./SchemaViolation.ts";

/**
 * Describes in which ways a value breaks the schema at a pointer of the document; empty where it conforms. The walk
 * ends with one violation more than are listed (`MOST_VIOLATIONS`).
 *
 * The compiled schema alone decides. A value that it rejects is walked again, keyword by keyword, for the location of
 * each keyword in the document and for the variant that was meant.
 */
export function explainViolations(
  validators: SchemaValidators,
  pointer: string,
  value: JsonValue,
): readonly SchemaViolation[] {
  let level = 0;
  const known = new Map<SchemaNode, Map<JsonValue, Explanations>>();
  const explanation: Explanation = {
    validators,
    explain: (explained) => {
      const { node, value, instancePointer } = explained;
      if (validators.fits(node, value)) return [];
      if (level === MOST_LEVELS) return [mismatch(explained, "", "a value as described")];
      // Alternatives that contain the same schema lead to the same part of the value.
      const ofNode = known.get(node) ?? new Map<JsonValue, Explanations>();
      const ofValue: Explanations = ofNode.get(value) ?? new Map();
      known.set(node, ofNode.set(value, ofValue));
      const found = ofValue.get(instancePointer);
      if (found !== undefined) return found;
      level += 1;
      const violations = explainNode(explanation, explained);
      level -= 1;
      ofValue.set(instancePointer, violations);
      return violations;
    },
  };
  return takeViolations([
    explanation.explain({ node: validators.reader.at(pointer), value, instancePointer: "" }),
  ]);
}

/** The violations of one value by its instance pointer. */
type Explanations = Map<string, readonly SchemaViolation[]>;

/** A deeper part of a value is not taken apart further, because each level takes some calls of functions. */
const MOST_LEVELS = 500;

function explainNode(explanation: Explanation, explained: Explained): readonly SchemaViolation[] {
  const { node, value, instancePointer } = explained;
  const { booleanSchema, ref } = node.keywords;
  if (booleanSchema === false) return [mismatch(explained, "false", "nothing at all")];
  const ofReferred = ref === undefined ? [] : explanation.explain({ ...explained, node: ref });
  const ofLeaves = leafViolations(node, value, instancePointer);
  if (ofLeaves.some(({ kind }) => kind === "wrong-type")) return [...ofReferred, ...ofLeaves];
  const violations = takeViolations(explainParts(explanation, explained, [...ofReferred, ...ofLeaves]));
  // What is evaluated is known only where the value conforms to everything else.
  return violations.length > 0 ? violations : explainUnevaluatedItems(explanation, explained);
}

function* explainParts(
  explanation: Explanation,
  explained: Explained,
  found: readonly SchemaViolation[],
): Iterable<readonly SchemaViolation[]> {
  yield found;
  yield explainObject(explanation, explained);
  yield* explainList(explanation, explained);
  for (const part of explained.node.keywords.allOf ?? []) {
    yield explanation.explain({ ...explained, node: part });
  }
  yield explainVariants(explanation, explained);
  yield explainCondition(explanation, explained);
}

function* explainList(explanation: Explanation, explained: Explained): Iterable<readonly SchemaViolation[]> {
  const { node, value, instancePointer } = explained;
  if (!isList(value)) return;
  const { prefixItems = [], items } = node.keywords;
  for (const [index, item] of value.entries()) {
    const described = prefixItems[index] ?? items;
    if (described === undefined) continue;
    const inner = { value: item, instancePointer: childPointer(instancePointer, String(index)) };
    yield explanation.explain({ ...inner, node: described });
  }
  yield explainContains(explanation, explained, value);
}

function explainContains(
  { validators }: Explanation,
  explained: Explained,
  items: readonly JsonValue[],
): readonly SchemaViolation[] {
  const { contains, minContains = 1, maxContains = Number.POSITIVE_INFINITY } = explained.node.keywords;
  if (contains === undefined) return [];
  const count = items.filter((item) => validators.fits(contains, item)).length;
  if (count > maxContains) return [mismatch(explained, "maxContains", "fewer items as described")];
  if (count >= minContains) return [];
  const isOne = minContains === 1;
  return [
    mismatch(
      explained,
      isOne ? "contains" : "minContains",
      isOne ? "an item as described" : "more items as described",
    ),
  ];
}

function explainCondition(explanation: Explanation, explained: Explained): readonly SchemaViolation[] {
  const { keywords } = explained.node;
  const not = keywords.not;
  const ofNot =
    not !== undefined && explanation.validators.fits(not, explained.value)
      ? [mismatch(explained, "not", "a value that is not as described")]
      : [];
  if (keywords.if === undefined) return ofNot;
  const branch = explanation.validators.fits(keywords.if, explained.value) ? keywords.then : keywords.else;
  return branch === undefined ? ofNot : [...ofNot, ...explanation.explain({ ...explained, node: branch })];
}

function explainUnevaluatedItems(
  { validators }: Explanation,
  explained: Explained,
): readonly SchemaViolation[] {
  const { node, value } = explained;
  const { unevaluatedItems } = node.keywords;
  if (!isList(value) || unevaluatedItems === undefined) return [];
  const evaluated = collectItems(validators, node.keywords, value);
  const isExcess = value.some((item, index) => !evaluated(index) && !validators.fits(unevaluatedItems, item));
  return isExcess ? [mismatch(explained, "unevaluatedItems", "no items but the described ones")] : [];
}
