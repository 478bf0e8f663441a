import type { JsonObject } from "../Contract.ts";
import { collectNames } from "./collectEvaluated.ts";
import { type Check, type Compiler, patternCheck } from "./compileScalars.ts";
import { generateMembersCheck, type Member } from "./generateMembersCheck.ts";
import type { Keywords } from "./SchemaNode.ts";

/** The checks of the keywords for objects. */
export function objectChecks(compiler: Compiler, keywords: Keywords): readonly Check<JsonObject>[] {
  const { minProperties = 0, maxProperties, propertyNames, dependentRequired, dependentSchemas } = keywords;
  const checks: Check<JsonObject>[] = [];
  const members = propertiesCheck(compiler, keywords);
  if (members !== undefined) checks.push(members);
  if (minProperties > 0) checks.push((value) => Object.keys(value).length >= minProperties);
  if (maxProperties !== undefined) checks.push((value) => Object.keys(value).length <= maxProperties);
  if (propertyNames !== undefined) {
    const check = compiler.check(propertyNames);
    checks.push((value) => Object.keys(value).every(check));
  }
  for (const [name, others] of dependentRequired ?? []) {
    checks.push(
      (value) => !Object.hasOwn(value, name) || others.every((other) => Object.hasOwn(value, other)),
    );
  }
  for (const [name, schema] of dependentSchemas ?? []) {
    const check = compiler.check(schema);
    checks.push((value) => !Object.hasOwn(value, name) || check(value));
  }
  if (keywords.unevaluatedProperties !== undefined) {
    const check = compiler.check(keywords.unevaluatedProperties);
    checks.push((value) => {
      const evaluated = collectNames(compiler, keywords, value);
      return Object.keys(value).every((name) => evaluated(name) || check(value[name]));
    });
  }
  return checks;
}

/**
 * The check of `properties`, `required`, `patternProperties` and `additionalProperties` in one walk over the value's
 * own properties. A property without a value (`undefined`) is absent, as it is in the JSON text.
 */
function propertiesCheck(compiler: Compiler, keywords: Keywords): Check<JsonObject> | undefined {
  const { properties, patternProperties, additionalProperties } = keywords;
  const declared: ReadonlySet<string> = new Set(properties?.keys() ?? []);
  const members = readMembers(compiler, keywords);
  const patterns = [...(patternProperties ?? [])].map(
    ([pattern, node]) => ({ matches: patternCheck(pattern), check: compiler.check(node) }) as const,
  );
  const others = additionalProperties === undefined ? undefined : compiler.check(additionalProperties);
  if (members.length === 0 && patterns.length === 0 && others === undefined) return undefined;
  const named = membersCheck(compiler, members);
  if (patterns.length > 0) return patternedCheck({ named, patterns, others, declared });
  const isClosed = additionalProperties?.keywords.booleanSchema === false;
  return simpleCheck({ named, declared, others: isClosed ? "none" : others });
}

function readMembers(compiler: Compiler, { properties, required = [] }: Keywords): readonly Member[] {
  const names = new Set([...required, ...(properties?.keys() ?? [])]);
  const asked = new Set(required);
  return [...names].map((name) => {
    const node = properties?.get(name);
    const check = node === undefined ? always : compiler.check(node);
    return { name, node, check, isRequired: asked.has(name) };
  });
}

interface Simple {
  /** The check of the documented properties. */
  readonly named: Check<JsonObject>;
  readonly declared: ReadonlySet<string>;
  /** The check of other properties; "none" where there must not be any. */
  readonly others: Check | "none" | undefined;
}

function simpleCheck({ named, declared, others }: Simple): Check<JsonObject> {
  if (others === undefined) return named;
  if (others !== "none") {
    return (value) => {
      if (!named(value)) return false;
      for (const name in value) {
        if (
          !declared.has(name) &&
          value[name] !== undefined &&
          Object.hasOwn(value, name) &&
          !others(value[name])
        )
          return false;
      }
      return true;
    };
  }
  return (value) => {
    if (!named(value)) return false;
    for (const name in value) {
      if (!declared.has(name) && value[name] !== undefined && Object.hasOwn(value, name)) return false;
    }
    return true;
  };
}

/** What every object inherits: these names have to be asked for as own ones. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

const always: Check = () => true;

/** Above this many properties an object's check is no longer worth a function of its own. */
const MOST_GENERATED = 200;

function membersCheck({ generatesCode }: Compiler, members: readonly Member[]): Check<JsonObject> {
  const plain = members.filter(({ name }) => !INHERITED.has(name));
  const inherited = members.filter(({ name }) => INHERITED.has(name));
  const isGenerated = generatesCode && plain.length <= MOST_GENERATED;
  const own = isGenerated ? generateMembersCheck(plain) : walkMembers(plain);
  if (inherited.length === 0) return own;
  return (value) =>
    own(value) &&
    inherited.every(({ name, check, isRequired }) =>
      Object.hasOwn(value, name) ? check(value[name]) : !isRequired,
    );
}

function walkMembers(members: readonly Member[]): Check<JsonObject> {
  const required = members.filter(({ isRequired }) => isRequired);
  const ordered = [...required, ...members.filter(({ isRequired }) => !isRequired)];
  const names = ordered.map(({ name }) => name);
  const checks = ordered.map(({ check }) => check);
  const asked = required.length;
  const count = names.length;
  return (value) => {
    for (let index = 0; index < count; index += 1) {
      const member = value[names[index] as string];
      if (member === undefined) {
        if (index < asked) return false;
      } else if (!(checks[index] as Check)(member)) return false;
    }
    return true;
  };
}

interface Patterned {
  readonly named: Check<JsonObject>;
  readonly patterns: readonly { readonly matches: Check<string>; readonly check: Check }[];
  readonly others: Check | undefined;
  readonly declared: ReadonlySet<string>;
}

function patternedCheck({ named, patterns, others, declared }: Patterned): Check<JsonObject> {
  return (value) => {
    if (!named(value)) return false;
    return Object.keys(value).every((name) => {
      const matching = patterns.filter(({ matches }) => matches(name));
      if (!matching.every(({ check }) => check(value[name]))) return false;
      if (others === undefined || matching.length > 0 || declared.has(name)) return true;
      return others(value[name]);
    });
  };
}
