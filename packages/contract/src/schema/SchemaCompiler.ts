import type { JsonObject, JsonValue } from "../Contract.ts";
import type { JsonType } from "../json/jsonValues.ts";
import {
  allOf,
  type Check,
  type Compiler,
  listedCheck,
  numberCheck,
  textCheck,
  valueCheck,
} from "./compileScalars.ts";
import { mayGenerateCode } from "./generateMembersCheck.ts";
import { listChecks } from "./listChecks.ts";
import { objectChecks } from "./objectChecks.ts";
import { type Choice, chosenBranch, type Keywords, type SchemaNode } from "./SchemaNode.ts";

/**
 * Compiles schemas in their normal form to closures. The walks over properties and items are generated as code, unless
 * the contract or the process forbids it; they are closures as well then. Each schema is compiled once, when it is
 * first asked for.
 */
export class SchemaCompiler {
  readonly generatesCode: boolean;
  readonly #checks = new Map<SchemaNode, Check>();
  readonly #open = new Set<SchemaNode>();
  readonly #waiting: SchemaNode[] = [];
  readonly #weights = new Map<SchemaNode, number>();
  /** How many checks of schemas the one being compiled can call, those of the same schema each time. */
  #weight = 0;
  #results: Map<SchemaNode, Map<unknown, boolean>> | undefined;

  constructor({ codeGeneration }: { readonly codeGeneration: boolean }) {
    this.generatesCode = codeGeneration && mayGenerateCode();
  }

  /** The check of a schema. */
  readonly check = (node: SchemaNode): Check => {
    const known = this.#checks.get(node);
    this.#weight += this.#weights.get(node) ?? 1;
    if (known !== undefined) return known;
    // A schema that contains itself, or stands very deep in others, is looked up when a value meets it.
    if (this.#open.has(node) || this.#open.size > DEEPEST) return this.#later(node);
    const outer = this.#weight;
    this.#weight = 1;
    this.#open.add(node);
    const compiled = compileNode(this, node);
    this.#open.delete(node);
    if (asksAgain(node)) this.#weight *= 3;
    const isHeavy = this.#weight > HEAVY;
    const check: Check = isHeavy ? (value) => this.#once(node, compiled, value) : compiled;
    this.#checks.set(node, check);
    this.#weights.set(node, isHeavy ? 1 : this.#weight);
    this.#weight = outer + (isHeavy ? 0 : this.#weight - 1);
    if (this.#open.size === 0) {
      for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.check(next);
    }
    return check;
  };

  #later(node: SchemaNode): Check {
    this.#waiting.push(node);
    let check: Check | undefined;
    return (value) => {
      check ??= this.check(node);
      return typeof value === "object" && value !== null ? this.#once(node, check, value) : check(value);
    };
  }

  /**
   * Remembers the result for each part of a value until the outermost call ends. Compositions that contain the same
   * schema would ask again for the same part otherwise, twice as often on each level.
   */
  #once(node: SchemaNode, check: Check, value: unknown): boolean {
    const isOutermost = this.#results === undefined;
    this.#results ??= new Map();
    const results = this.#results.get(node) ?? new Map<unknown, boolean>();
    this.#results.set(node, results);
    try {
      const known = results.get(value) ?? check(value);
      results.set(value, known);
      return known;
    } finally {
      if (isOutermost) this.#results = undefined;
    }
  }
}

/** How many schemas inside of each other are compiled at a time, which takes some calls of functions each. */
const DEEPEST = 100;

/** A schema that leads to more checks than these remembers its results: many may be of the same schemas. */
const HEAVY = 1_000;

/** What is unevaluated is known when the schemas beside it have been asked again, and those in them. */
function asksAgain({ keywords }: SchemaNode): boolean {
  return keywords.unevaluatedProperties !== undefined || keywords.unevaluatedItems !== undefined;
}

/** The checks of a schema by the type of the value. */
interface TypedChecks {
  readonly text: Check<string> | undefined;
  readonly number: Check<number | bigint> | undefined;
  readonly list: Check<readonly JsonValue[]> | undefined;
  readonly object: Check<JsonObject> | undefined;
  /** Those that apply to values of every type. */
  readonly any: Check | undefined;
}

function compileNode(compiler: Compiler, { keywords }: SchemaNode): Check {
  if (keywords.booleanSchema !== undefined) return keywords.booleanSchema ? () => true : () => false;
  const { enum: listed, const: constant, ...others } = keywords;
  if ((listed !== undefined || constant !== undefined) && isLeaf(others))
    return valuesCheck(keywords, compileKeywords(compiler, others));
  return compileKeywords(compiler, keywords);
}

/** Whether the keywords look at the value itself and not into it. */
function isLeaf(keywords: Keywords): boolean {
  return Object.keys(keywords).every((keyword) => LEAVES.has(keyword));
}

const LEAVES: ReadonlySet<string> = new Set([
  "format",
  "high",
  "integerOnly",
  "low",
  "maxLength",
  "minLength",
  "multipleOf",
  "pattern",
  "types",
]);

/** Of listed values those count that the keywords beside them accept, which is known beforehand. */
function valuesCheck({ enum: listed, const: constant }: Keywords, others: Check): Check {
  const isConstant = constant === undefined ? undefined : valueCheck([constant.value]);
  const values = listed ?? (constant === undefined ? [] : [constant.value]);
  return valueCheck(values.filter((value) => others(value) && (isConstant?.(value) ?? true)));
}

function compileKeywords(compiler: Compiler, keywords: Keywords): Check {
  return byType(keywords, {
    text: textCheck(keywords),
    number: numberCheck(keywords),
    list: allOf(listChecks(compiler, keywords)),
    object: allOf(objectChecks(compiler, keywords)),
    any: allOf(anyChecks(compiler, keywords)),
  });
}

/** Asks for the type first, and in the simplest way: most schemas allow one type. */
function byType({ types }: Keywords, checks: TypedChecks): Check {
  const { text, number, any } = checks;
  const [only] = types === undefined || types.size !== 1 ? [] : types;
  const hasTyped =
    text !== undefined || number !== undefined || checks.list !== undefined || checks.object !== undefined;
  if (types === undefined && !hasTyped) return any ?? (() => true);
  if (only === "string")
    return and((value) => typeof value === "string" && (text === undefined || text(value)), any);
  if (only === "boolean") return and((value) => typeof value === "boolean", any);
  if (only === "null") return and((value) => value === null, any);
  if (only === "number")
    return and((value) => isNumber(value) && (number === undefined || number(value)), any);
  if (only === "array") return and(listOnly(checks.list), any);
  if (only === "object") return and(objectOnly(checks.object), any);
  return and(anyType(types, checks), any);
}

function and(check: Check, any: Check | undefined): Check {
  return any === undefined ? check : (value) => check(value) && any(value);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function listOnly(list: TypedChecks["list"]): Check {
  if (list === undefined) return Array.isArray;
  return (value) => Array.isArray(value) && list(value as JsonValue[]);
}

function objectOnly(object: TypedChecks["object"]): Check {
  const isObject: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (object === undefined) return isObject;
  return (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && object(value as JsonObject);
}

function anyType(types: ReadonlySet<JsonType> | undefined, checks: TypedChecks): Check {
  const allows = (type: JsonType) => types === undefined || types.has(type);
  const never: Check = () => false;
  const always: Check = () => true;
  const typed = (type: JsonType, check: Check | undefined): Check =>
    allows(type) ? (check ?? always) : never;
  const text = typed("string", checks.text as Check | undefined);
  const number = typed("number", checks.number as Check | undefined);
  const list = typed("array", checks.list as Check | undefined);
  const object = typed("object", checks.object as Check | undefined);
  const mayBeNull = allows("null");
  const mayBeBoolean = allows("boolean");
  return (value) => {
    switch (typeof value) {
      case "string":
        return text(value);
      case "number":
      case "bigint":
        return number(value);
      case "boolean":
        return mayBeBoolean;
      case "object":
        if (value === null) return mayBeNull;
        return Array.isArray(value) ? list(value) : object(value);
      default:
        return false;
    }
  };
}

function anyChecks(compiler: Compiler, keywords: Keywords): readonly Check[] {
  const { ref, anyOf, oneOf, not, choice } = keywords;
  const checks: Check[] = [];
  const listed = listedCheck(keywords);
  if (listed !== undefined) checks.push(listed);
  if (ref !== undefined) checks.push(compiler.check(ref));
  checks.push(...(keywords.allOf ?? []).map((node) => compiler.check(node)));
  if (anyOf !== undefined) {
    const branches = anyOf.map((node) => compiler.check(node));
    checks.push((value) => branches.some((check) => check(value)));
  }
  if (oneOf !== undefined) checks.push(oneOfCheck(oneOf.map((node) => compiler.check(node))));
  if (not !== undefined) {
    const check = compiler.check(not);
    checks.push((value) => !check(value));
  }
  if (keywords.if !== undefined && (keywords.then ?? keywords.else) !== undefined) {
    checks.push(conditionCheck(compiler, keywords.if, keywords));
  }
  if (choice?.applies === true) checks.push(choiceCheck(compiler, choice));
  return checks;
}

function oneOfCheck(branches: readonly Check[]): Check {
  return (value) => {
    let count = 0;
    for (const check of branches) {
      if (!check(value)) continue;
      count += 1;
      if (count > 1) return false;
    }
    return count === 1;
  };
}

function conditionCheck(compiler: Compiler, condition: SchemaNode, keywords: Keywords): Check {
  const check = compiler.check(condition);
  const always: Check = () => true;
  const yes = keywords.then === undefined ? always : compiler.check(keywords.then);
  const no = keywords.else === undefined ? always : compiler.check(keywords.else);
  return (value) => (check(value) ? yes(value) : no(value));
}

/** The schema that a discriminator's value chooses has to hold as well. */
function choiceCheck(compiler: Compiler, choice: Choice): Check {
  return (value) => {
    const chosen = chosenBranch(choice, value);
    return chosen === undefined || compiler.check(chosen)(value);
  };
}
