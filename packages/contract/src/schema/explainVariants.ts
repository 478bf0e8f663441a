import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../load/jsonPointer.ts";
import { childOf, elementsOf, isObject } from "../load/jsonValues.ts";
import { describeSchema } from "./describeSchema.ts";
import { discriminatorBranches } from "./discriminatorBranches.ts";
import type { Explained, Explanation } from "./Explanation.ts";
import type { SchemaFault } from "./SchemaFault.ts";
import { type SchemaRef, subschema } from "./SchemaRef.ts";

/** The faults of a value that fits no variant of `anyOf` or `oneOf`, or too many of them. */
export function explainVariants(explanation: Explanation, explained: Explained): readonly SchemaFault[] {
  if (!isObject(explained.schema.schema)) return [];
  const chosen = chosenBranch(explanation, explained);
  if (chosen !== undefined) return explanation.explain({ ...explained, schema: chosen });
  return ["anyOf", "oneOf"].flatMap((keyword) => explainKeyword(explanation, explained, keyword));
}

/** Where a discriminator says which variant is meant, that variant alone is held against the value. */
function chosenBranch({ validators }: Explanation, { schema, value }: Explained): SchemaRef | undefined {
  const branches = discriminatorBranches(validators.contract, schema);
  const chosen = branches === undefined ? undefined : childOf(value, branches.property);
  return typeof chosen === "string" ? branches?.byValue.get(chosen) : undefined;
}

function explainKeyword(
  explanation: Explanation,
  explained: Explained,
  keyword: string,
): readonly SchemaFault[] {
  const { schema, value } = explained;
  const variants = elementsOf(childOf(schema.schema, keyword)).map((_, index) =>
    subschema(schema, keyword, String(index)),
  );
  if (variants.length === 0) return [];
  const fitting = variants.filter(({ pointer }) => explanation.validators.isValid(pointer, value));
  if (fitting.length === 1 || (fitting.length > 1 && keyword === "anyOf")) return [];
  if (fitting.length > 1) return [tooMany(explained, keyword, fitting)];
  return closest(explanation, { ...explained, keyword, variants });
}

function tooMany(
  { schema, value, instancePointer }: Explained,
  keyword: string,
  fitting: readonly SchemaRef[],
): SchemaFault {
  const names = fitting.map((variant) => describeSchema(variant.schema)).join(", ");
  return {
    kind: "wrong-variant",
    instancePointer,
    documentPointer: childPointer(schema.pointer, keyword),
    keyword,
    expected: `exactly one of the variants, but several fit: ${names}`,
    actual: value,
  };
}

interface Variants extends Explained {
  readonly keyword: string;
  readonly variants: readonly SchemaRef[];
}

/** Of several variants the one with the least faults was probably meant. */
function closest(explanation: Explanation, variants: Variants): readonly SchemaFault[] {
  const { schema, value, instancePointer, keyword } = variants;
  const explained = variants.variants.map((variant) => {
    const faults = explanation.explain({ schema: variant, value, instancePointer });
    const cost = costOf(faults, instancePointer) + foreignNames(explanation, variant, value);
    return { variant, faults, cost };
  });
  const byCost = explained.toSorted((one, other) => one.cost - other.cost);
  const [best, second] = byCost;
  if (best === undefined) return [];
  if (best.cost >= WRONG_TYPE)
    return [
      wrongTypes(
        variants,
        byCost.flatMap(({ faults }) => faults),
      ),
    ];
  if (second === undefined || second.cost >= WRONG_TYPE) return best.faults;
  const names = variants.variants.map((variant) => describeSchema(variant.schema)).join(", ");
  const summary: SchemaFault = {
    kind: "wrong-variant",
    instancePointer,
    documentPointer: childPointer(schema.pointer, keyword),
    keyword,
    expected: `one of the variants ${names}; the closest is ${describeSchema(best.variant.schema)}`,
    actual: value,
  };
  return [summary, ...best.faults];
}

const WRONG_TYPE = 1_000;
const WRONG_CONSTANT = 20;

/** A value of another type was hardly meant for a variant, one with another constant not much more. */
function costOf(faults: readonly SchemaFault[], instancePointer: string): number {
  return faults.reduce((sum, fault) => {
    if (fault.kind === "wrong-type" && fault.instancePointer === instancePointer) return sum + WRONG_TYPE;
    return sum + (fault.kind === "wrong-constant" || fault.kind === "not-in-enum" ? WRONG_CONSTANT : 1);
  }, 0);
}

/** How many of a value's properties a variant does not know. */
function foreignNames({ validators }: Explanation, variant: SchemaRef, value: JsonValue): number {
  const { named, isFree } = validators.names.shapeOf([variant]);
  return isObject(value) && !isFree ? Object.keys(value).filter((name) => !named.has(name)).length : 0;
}

function wrongTypes(variants: Variants, faults: readonly SchemaFault[]): SchemaFault {
  const { schema, value, instancePointer, keyword } = variants;
  const types = faults.filter(
    (fault) => fault.kind === "wrong-type" && fault.instancePointer === instancePointer,
  );
  return {
    kind: "wrong-type",
    instancePointer,
    documentPointer: childPointer(schema.pointer, keyword),
    keyword,
    expected: [...new Set(types.map(({ expected }) => expected))].join(" or "),
    actual: value,
  };
}
