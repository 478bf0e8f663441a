import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { describeKeyword, describeSchema } from "./describeSchema.ts";
import { keywordPointer } from "./leafViolations.ts";
import { type Choice, chosenBranch, type SchemaNode } from "./SchemaNode.ts";
import type { Explained, Explanation, SchemaViolation } from "./SchemaViolation.ts";

type Keyword = "anyOf" | "oneOf";

/** The violations of a value that fits no variant of `anyOf` or `oneOf`, or too many of them. */
export function explainVariants(explanation: Explanation, explained: Explained): readonly SchemaViolation[] {
  const { choice } = explained.node.keywords;
  const chosen = choice === undefined ? undefined : chosenBranch(choice, explained.value);
  if (chosen !== undefined) {
    const violations = explanation.explain({ ...explained, node: chosen });
    if (violations.length > 0) return violations;
  }
  const ofVariants = (["anyOf", "oneOf"] as const).flatMap((keyword) =>
    explainKeyword(explanation, explained, keyword),
  );
  const isUnnamed = choice?.applies === false && chosen === undefined && isObject(explained.value);
  return ofVariants.length > 0 && isUnnamed ? unnamed(explained, choice) : ofVariants;
}

/** The discriminator's property is absent or names no variant. */
function unnamed({ node, value, instancePointer }: Explained, choice: Choice): readonly SchemaViolation[] {
  const { property, branches } = choice;
  const actual = isObject(value) && Object.hasOwn(value, property) ? value[property] : undefined;
  const names = [...branches.keys()];
  const expected = `${describeKeyword("enum", names)}, which name the variants`;
  const found = {
    instancePointer: childPointer(instancePointer, property),
    documentPointer: keywordPointer(node, "discriminator"),
    keyword: "discriminator",
    actual,
  };
  if (actual !== undefined) {
    return [{ ...found, kind: "wrong-variant", expected, suggestion: nearestName(String(actual), names) }];
  }
  return [
    { ...found, kind: "missing-property", property, expected: `the property "${property}": ${expected}` },
  ];
}

function explainKeyword(
  explanation: Explanation,
  explained: Explained,
  keyword: Keyword,
): readonly SchemaViolation[] {
  const { node, value } = explained;
  const variants = node.keywords[keyword] ?? [];
  if (variants.length === 0) return [];
  const fitting = variants.filter((variant) => explanation.validators.fits(variant, value));
  if (fitting.length === 1 || (fitting.length > 1 && keyword === "anyOf")) return [];
  if (fitting.length === 0) return closest(explanation, { ...explained, keyword, variants });
  return [
    wrongVariant(explained, keyword, `exactly one of the variants, but several fit: ${namesOf(fitting)}`),
  ];
}

function wrongVariant(
  { node, value, instancePointer }: Explained,
  keyword: Keyword,
  expected: string,
): SchemaViolation {
  const documentPointer = keywordPointer(node, keyword);
  return { kind: "wrong-variant", instancePointer, documentPointer, keyword, expected, actual: value };
}

function namesOf(variants: readonly SchemaNode[]): string {
  return variants.map(({ raw }) => describeSchema(raw)).join(", ");
}

interface Variants extends Explained {
  readonly keyword: Keyword;
  readonly variants: readonly SchemaNode[];
}

/** Of several variants the one with the least violations was probably meant. */
function closest(explanation: Explanation, variants: Variants): readonly SchemaViolation[] {
  const { value, instancePointer, keyword } = variants;
  const explained = variants.variants.map((variant) => {
    const violations = explanation.explain({ node: variant, value, instancePointer });
    const cost = costOf(violations, instancePointer) + foreignNames(explanation, variant, value);
    return { variant, violations, cost };
  });
  const byCost = explained.toSorted((one, other) => one.cost - other.cost);
  const [best, second] = byCost;
  if (best === undefined) return [];
  if (best.cost >= WRONG_TYPE)
    return [
      wrongTypes(
        variants,
        byCost.flatMap(({ violations }) => violations),
      ),
    ];
  if (second === undefined || second.cost >= WRONG_TYPE) return best.violations;
  const names = `${namesOf(variants.variants)}; the closest is ${describeSchema(best.variant.raw)}`;
  return [wrongVariant(variants, keyword, `one of the variants ${names}`), ...best.violations];
}

/** More than all other violations and names of a value cost together. */
const WRONG_TYPE = 1_000_000_000;
const WRONG_CONSTANT = 20;

/** A value of another type was hardly meant for a variant, one with another constant not much more. */
function costOf(violations: readonly SchemaViolation[], instancePointer: string): number {
  return violations.reduce((sum, { kind, instancePointer: location }) => {
    if (kind === "wrong-type" && location === instancePointer) return sum + WRONG_TYPE;
    return sum + (kind === "wrong-constant" || kind === "not-in-enum" ? WRONG_CONSTANT : 1);
  }, 0);
}

/** How many of a value's properties a variant does not know. */
function foreignNames({ validators }: Explanation, variant: SchemaNode, value: JsonValue): number {
  const { named, isFree } = validators.names.shapeOf([variant]);
  return isObject(value) && !isFree ? Object.keys(value).filter((name) => !named.has(name)).length : 0;
}

function wrongTypes(variants: Variants, violations: readonly SchemaViolation[]): SchemaViolation {
  const { node, value, instancePointer, keyword } = variants;
  const types = violations.filter(
    ({ kind, instancePointer: location }) => kind === "wrong-type" && location === instancePointer,
  );
  return {
    kind: "wrong-type",
    instancePointer,
    documentPointer: keywordPointer(node, keyword),
    keyword,
    expected: [...new Set(types.map(({ expected }) => expected))].join(" or "),
    actual: value,
  };
}
