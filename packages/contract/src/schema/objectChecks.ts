import type { JsonObject } from "../Contract.ts";
import { collectNames } from "./collectEvaluated.ts";
import { type Check, type Compiler, patternCheck } from "./compileScalars.ts";
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

/** One documented property. */
interface Member {
  readonly name: string;
  readonly check: Check | undefined;
  readonly isRequired: boolean;
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
  if (patterns.length > 0) return patternedCheck({ members, patterns, others, declared });
  if (members.size === 0 && others === undefined) return undefined;
  const isClosed = additionalProperties?.keywords.verdict === false;
  return simpleCheck({ members: [...members.values()], declared, others: isClosed ? "none" : others });
}

function readMembers(
  compiler: Compiler,
  { properties, required = [] }: Keywords,
): ReadonlyMap<string, Member> {
  const names = new Set([...required, ...(properties?.keys() ?? [])]);
  const asked = new Set(required);
  return new Map(
    [...names].map((name) => {
      const node = properties?.get(name);
      const check = node === undefined ? undefined : compiler.check(node);
      return [name, { name, check, isRequired: asked.has(name) }] as const;
    }),
  );
}

interface Simple {
  readonly declared: ReadonlySet<string>;
  readonly members: readonly Member[];
  /** The check of other properties; "none" where there must not be any. */
  readonly others: Check | "none" | undefined;
}

function simpleCheck({ members, declared, others }: Simple): Check<JsonObject> {
  const named = membersCheck(members);
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

function membersCheck(members: readonly Member[]): Check<JsonObject> {
  const plain = members.filter(({ name }) => !INHERITED.has(name));
  const required = plain.filter(({ isRequired }) => isRequired);
  const optional = plain.filter(({ isRequired, check }) => !isRequired && check !== undefined);
  const inherited = members.filter(({ name }) => INHERITED.has(name));
  const names = [...required, ...optional].map(({ name }) => name);
  const checks = [...required, ...optional].map(({ check }) => check ?? always);
  const asked = required.length;
  const count = names.length;
  const own: Check<JsonObject> = (value) => {
    for (let index = 0; index < count; index += 1) {
      const member = value[names[index] as string];
      if (member === undefined) {
        if (index < asked) return false;
      } else if (!(checks[index] as Check)(member)) return false;
    }
    return true;
  };
  if (inherited.length === 0) return own;
  return (value) =>
    own(value) &&
    inherited.every(({ name, check, isRequired }) =>
      Object.hasOwn(value, name) ? (check?.(value[name]) ?? true) : !isRequired,
    );
}

interface Patterned {
  readonly members: ReadonlyMap<string, Member>;
  readonly patterns: readonly { readonly matches: Check<string>; readonly check: Check }[];
  readonly others: Check | undefined;
  readonly declared: ReadonlySet<string>;
}

function patternedCheck({ members, patterns, others, declared }: Patterned): Check<JsonObject> {
  const named = simpleCheck({ members: [...members.values()], declared, others: undefined });
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
