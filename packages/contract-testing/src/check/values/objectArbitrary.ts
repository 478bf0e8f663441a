import { type JsonValue, setOwn } from "@gatehouse/contract";
import * as fc from "fast-check";
import { DEEP } from "./arrayArbitrary.ts";
import type { Conjunction } from "./Conjunction.ts";
import { extraNames } from "./extraNames.ts";
import { type ObjectFacts, objectFacts } from "./objectFacts.ts";
import type { ValueContext, ValuePlan, ValueSource } from "./ValueSource.ts";

type Entries = readonly (readonly [name: string, value: JsonValue])[];
type Properties = Record<string, fc.Arbitrary<JsonValue>>;

/** Further properties that are made where a document invites them. */
const USUAL_EXTRAS = 2;

/** Objects that fit a conjunction; `undefined` where a property that must be there has no value that fits. */
export function objectArbitrary(
  source: ValueSource,
  conjunction: Conjunction,
  { context, plan }: { readonly context: ValueContext; readonly plan: ValuePlan },
): fc.Arbitrary<JsonValue> | undefined {
  const facts = objectFacts(conjunction);
  const properties = namedProperties(source, facts, { context, plan });
  const needed = [...facts.required, ...(plan.force === undefined ? [] : [plan.force.name])];
  const requiredKeys = [...new Set(needed)].filter((name) => name !== plan.omit);
  if (requiredKeys.some((name) => properties[name] === undefined)) return undefined;
  const keys = chooseKeys(facts, { properties, requiredKeys, isDeep: context.depth >= DEEP, plan });
  const named = fc.record(keys.properties, { requiredKeys: [...keys.requiredKeys], noNullPrototype: true });
  const extras = extraEntries(source, facts, { context, atLeast: keys.missing });
  const planned = plannedExtra(source, facts, plan);
  return fc.tuple(named, extras, planned).map(([object, more, last]) => {
    const required = new Set(keys.requiredKeys);
    const whole = withDependents(Object.entries(object), required, facts.dependents);
    const kept = trim(whole, required, facts.maximumCount - last.length);
    const room = Math.max(0, facts.maximumCount - kept.length - last.length);
    return toObject([...kept, ...more.slice(0, room), ...last]);
  });
}

/** Makes an object of entries, also where a name is `__proto__`. */
function toObject(entries: Entries): JsonValue {
  const object: Record<string, JsonValue> = {};
  for (const [name, value] of entries) setOwn(object, name, value);
  return object;
}

/** Leaves out optional properties that would need one that is not there (`dependentRequired`). */
function withDependents(
  entries: Entries,
  required: ReadonlySet<string>,
  dependents: ObjectFacts["dependents"],
): Entries {
  if (dependents.size === 0) return entries;
  const names = new Set(entries.map(([name]) => name));
  const isWhole = (name: string) => (dependents.get(name) ?? []).every((other) => names.has(other));
  const kept = entries.filter(([name]) => required.has(name) || isWhole(name));
  return kept.length === entries.length ? entries : withDependents(kept, required, dependents);
}

interface Request {
  readonly context: ValueContext;
  readonly plan: ValuePlan;
}

function namedProperties(source: ValueSource, facts: ObjectFacts, { context, plan }: Request): Properties {
  const inner = { ...context, depth: context.depth + 1 };
  const properties: Properties = Object.create(null);
  for (const [name, pieces] of facts.properties) {
    if (name === plan.omit || source.expand(pieces).length === 0) continue;
    properties[name] = source.values(pieces, inner);
  }
  if (plan.force !== undefined) properties[plan.force.name] = plan.force.values;
  return properties;
}

interface Choice {
  readonly properties: Properties;
  readonly requiredKeys: readonly string[];
  readonly isDeep: boolean;
  readonly plan: ValuePlan;
}

/** Chooses which properties must be there, so that the least count of properties is reached. */
function chooseKeys(facts: ObjectFacts, { properties, requiredKeys, isDeep, plan }: Choice) {
  const optional = Object.keys(properties).filter((name) => !requiredKeys.includes(name));
  const short = Math.max(0, facts.minimumCount - requiredKeys.length);
  const isBare = isDeep || plan.optional === "none";
  const chosen = plan.optional === "all" ? optional : optional.slice(0, short);
  const required = [...requiredKeys, ...chosen];
  const offered = isBare ? required : Object.keys(properties);
  const kept: Properties = Object.fromEntries(
    offered.flatMap((name) => {
      const values = properties[name];
      return values === undefined ? [] : [[name, values]];
    }),
  );
  return {
    properties: kept,
    requiredKeys: required,
    missing: Math.max(0, facts.minimumCount - required.length),
  };
}

/** Properties beside the named ones, where the document invites them or their count is needed. */
function extraEntries(
  source: ValueSource,
  facts: ObjectFacts,
  { context, atLeast }: { readonly context: ValueContext; readonly atLeast: number },
): fc.Arbitrary<Entries> {
  const inner = { ...context, depth: context.depth + 1 };
  const kinds: fc.Arbitrary<readonly [string, JsonValue]>[] = [];
  for (const [pattern, pieces] of facts.patterns) {
    const names = source.matching(pattern, { minimum: 1, maximum: 40 });
    kinds.push(fc.tuple(names, source.values(pieces, inner)));
  }
  const isWanted = facts.invitesAdditional || atLeast > 0;
  if (facts.additional !== undefined && isWanted && source.expand(facts.additional).length > 0) {
    kinds.push(fc.tuple(extraNames(source, facts), source.values(facts.additional, inner)));
  }
  if (kinds.length === 0 || (context.depth >= DEEP && atLeast === 0)) return fc.constant([]);
  const entries = fc.uniqueArray(fc.oneof(...kinds), {
    minLength: atLeast,
    maxLength: Math.max(atLeast, USUAL_EXTRAS),
    selector: ([name]) => name,
  });
  return entries.map((made) => made.filter(([name]) => !facts.properties.has(name)));
}

function plannedExtra(source: ValueSource, facts: ObjectFacts, { extra }: ValuePlan): fc.Arbitrary<Entries> {
  if (extra === undefined) return fc.constant([]);
  const names = extra.names ?? extraNames(source, facts);
  return fc.tuple(names, extra.values).map((entry) => [entry]);
}

/** Drops optional properties from the end where there are more than allowed. */
function trim(entries: Entries, required: ReadonlySet<string>, maximum: number): Entries {
  let excess = entries.length - maximum;
  if (excess <= 0) return entries;
  return [...entries]
    .reverse()
    .filter(([name]) => required.has(name) || excess-- <= 0)
    .reverse();
}
