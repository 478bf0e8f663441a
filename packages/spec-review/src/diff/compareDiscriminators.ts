import { isJsonObject } from "../json/isJsonObject.ts";
import type { JsonObject, JsonValue } from "../json/JsonValue.ts";
import { jsonEquals } from "../json/jsonEquals.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import { discriminatorChanged } from "../rules/schema/discriminatorChanged.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import { readSaying } from "./readSaying.ts";
import type { ChangeVerdict, FoundChange } from "./SchemaChange.ts";

/** The changes of the discriminator of a place. */
export function compareDiscriminators(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [base, head] = [readSaying(pair.before, "discriminator"), readSaying(pair.after, "discriminator")];
  if (!base && !head) return [];
  const difference = describe(pair, base?.value, head?.value);
  if (!difference) return [];
  const { subject, verdict } = withProof(context, pair, difference);
  return [{ rule: discriminatorChanged.id, direction: pair.direction, subject, base, head, verdict }];
}

/** Where the discriminator belongs to a union, a value can show what it does. */
function withProof(context: DiffContext, pair: FacetPair, difference: Difference): Difference {
  if (difference.verdict.kind !== "lost") return difference;
  const demand = pair.receiver.unions.map(({ keyword, members }) => ({ [keyword]: members }));
  const verdict = context.judge(pair, demand);
  return verdict.kind === "broken" ? { ...difference, verdict } : difference;
}

interface Difference {
  readonly subject: string;
  readonly verdict: ChangeVerdict;
}

const lost: ChangeVerdict = { kind: "lost", illustration: undefined };

function describe(
  pair: FacetPair,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Difference | undefined {
  if (!isJsonObject(before))
    return { subject: "it was added", verdict: risky("Generated code may now choose types by it.") };
  if (!isJsonObject(after)) {
    return {
      subject: "it was removed",
      verdict: risky("Generated code may no longer know how to choose the type."),
    };
  }
  if (before.propertyName !== after.propertyName) {
    return {
      subject: `the member is ${String(after.propertyName)}, it was ${String(before.propertyName)}`,
      verdict: lost,
    };
  }
  return describeMapping(pair, mappingOf(before), mappingOf(after));
}

function risky(reason: string): ChangeVerdict {
  return { kind: "risky", reason };
}

function describeMapping(
  { direction }: FacetPair,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Difference | undefined {
  if (jsonEquals(Object.fromEntries(before), Object.fromEntries(after))) return undefined;
  const gone = [...before.keys()].filter((value) => !after.has(value));
  const moved = [...before].filter(([value, target]) => after.has(value) && after.get(value) !== target);
  const fresh = [...after.keys()].filter((value) => !before.has(value));
  if (moved.length > 0) {
    return {
      subject: `${quote(moved.map(([value]) => value))} names another schema`,
      verdict: risky("The schemas may still agree."),
    };
  }
  const hurts = direction === "request" ? gone : fresh;
  const verdict: ChangeVerdict = hurts.length > 0 ? lost : { kind: "included" };
  const parts = [
    gone.length > 0 ? `${quote(gone)} is gone` : "",
    fresh.length > 0 ? `${quote(fresh)} is new` : "",
  ];
  return { subject: parts.filter((part) => part !== "").join(", "), verdict };
}

function quote(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

/** By value the name of the schema; where it lies is of no interest. */
function mappingOf({ mapping }: JsonObject): Map<string, string> {
  if (!isJsonObject(mapping)) return new Map();
  return new Map(
    Object.entries(mapping).map(([value, target]) => [
      value,
      jsonPointer.tokens(`/${String(target)}`).at(-1) ?? "",
    ]),
  );
}
