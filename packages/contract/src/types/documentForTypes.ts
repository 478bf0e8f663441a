import type { Contract, JsonObject, JsonValue, Operation } from "../Contract.ts";
import { ContractError } from "../ContractError.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { childOf, elementsOf, entriesOf, isList, isObject, setOwn, textOf } from "../json/jsonValues.ts";
import { type FieldRule, OBJECT_SHAPES, type PlainKind } from "../load/objectShapes.ts";
import { conjunctionOf, referencePointer } from "../schema/conjunctionOf.ts";
import type { Direction } from "../schema/Direction.ts";
import { schemaValidators } from "../schema/SchemaValidators.ts";
import { mediaRangeOf } from "../table/buildContent.ts";
import { isIgnoredParameter } from "../table/buildParameters.ts";
import { SchemaViews } from "./SchemaViews.ts";

/** What only one direction has. */
const DIRECTIONS: Readonly<Partial<Record<PlainKind, Direction>>> = {
  parameter: "request",
  requestBody: "request",
  response: "response",
};

/**
 * Rewrites a document so that the types that openapi-typescript makes of it are those of `contract`: each operation has
 * its id, also where the document gives none; request schemas have no `readOnly` properties and response schemas no
 * `writeOnly` ones; fields that the specification ignores are left out.
 *
 * @example
 * const nodes = await openapiTS(documentForTypes(contract) as OpenAPI3);
 *
 * @throws {ContractError} when an operation has an id that openapi-typescript writes otherwise
 */
export function documentForTypes(contract: Contract): JsonObject {
  const problems = [...contract.operations.values()].flatMap(unwritableId);
  if (problems.length > 0) throw new ContractError(contract.files[0] ?? "(document)", problems);
  // openapi-typescript changes the document that it is given.
  return structuredClone(new TypesDocument(contract).write());
}

/** In the types of openapi-typescript 7, `#` of an id becomes `/`, and a percent-encoding is decoded on the way to it. */
function unwritableId({ id, pointer, location }: Operation): readonly ContractProblem[] {
  if (!/#|%[0-9A-Fa-f]{2}/.test(id)) return [];
  return [
    {
      rule: "invalid-value",
      location,
      pointer,
      message: `The types cannot name the operation "${id}" as the document does: "#" and percent-encodings are changed.`,
      advice: "Give the operation an operationId without them.",
    },
  ];
}

interface Source {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly direction: Direction;
}

interface SourceObject extends Source {
  readonly value: JsonObject;
}

class TypesDocument {
  readonly #contract: Contract;
  readonly #views: SchemaViews;
  readonly #ids: ReadonlyMap<string, string>;
  /** Path items of operations with methods that have no field of their own in the types. */
  readonly #others: Record<string, JsonValue> = {};

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#views = new SchemaViews(contract);
    this.#ids = new Map([...contract.operations.values()].map(({ pointer, id }) => [pointer, id]));
  }

  write(): JsonObject {
    const { document } = this.#contract;
    const copy: Record<string, JsonValue> = { ...document };
    for (const field of ["paths", "webhooks"] as const) {
      const rule = OBJECT_SHAPES.document.fields[field];
      if (document[field] === undefined || rule === undefined) continue;
      copy[field] = this.#copy(rule, { value: document[field], pointer: `/${field}`, direction: "response" });
    }
    const {
      schemas,
      pathItems: _,
      mediaTypes: __,
      ...others
    } = isObject(document.components) ? document.components : {};
    const components = this.#copy("components", {
      value: others,
      pointer: "/components",
      direction: "response",
    });
    copy.components = {
      ...(isObject(components) ? components : {}),
      schemas: this.#views.components(),
      pathItems: this.#others,
    };
    return copy;
  }

  #copy(rule: FieldRule, source: Source): JsonValue {
    const { value, pointer, direction } = source;
    if (rule === "schema") return this.#views.write(value, pointer, direction);
    if (rule.startsWith("[]")) {
      const item = rule.slice(2) as FieldRule;
      return elementsOf(value).map((one, index) =>
        this.#copy(item, { value: one, pointer: childPointer(pointer, index), direction }),
      );
    }
    if (rule.startsWith("{}")) return this.#copyMap(rule.slice(2) as FieldRule, source);
    return isObject(value) && isPlainKind(rule) ? this.#copyObject(rule, { ...source, value }) : value;
  }

  #copyMap(rule: FieldRule, { value, pointer, direction }: Source): JsonValue {
    const copy: Record<string, JsonValue> = {};
    for (const [name, child] of entriesOf(value)) {
      // OpenAPI 3.1.1, 4.8.17: a response header of this name is ignored.
      if (rule === "header" && name.toLowerCase() === "content-type") continue;
      const key = rule === "mediaType" ? mediaRangeOf(name) : name;
      setOwn(copy, key, this.#copy(rule, { value: child, pointer: childPointer(pointer, name), direction }));
    }
    return copy;
  }

  #copyObject(kind: PlainKind, { value, pointer, direction: outer }: SourceObject): JsonValue {
    const target = referencePointer(value.$ref);
    if (target !== undefined) {
      // The types have no media types among the components, and are not asked to follow paths into other objects.
      if (kind !== "mediaType" && target.startsWith("/components/")) return value;
      const resolved = this.#contract.resolve(target);
      return isObject(resolved.value)
        ? this.#copyObject(kind, { ...resolved, value: resolved.value, direction: outer })
        : value;
    }
    const direction = DIRECTIONS[kind] ?? outer;
    const shape = OBJECT_SHAPES[kind];
    const copy: Record<string, JsonValue> = {};
    for (const [key, child] of Object.entries(value)) {
      const rule = Object.hasOwn(shape.fields, key) ? shape.fields[key] : shape.others;
      const at = childPointer(pointer, key);
      // Types show no examples, and one may lie outside of the document.
      if (rule === "{}example") continue;
      const isRead = rule !== undefined && !key.startsWith("x-");
      setOwn(copy, key, isRead ? this.#copy(rule, { value: child, pointer: at, direction }) : child);
    }
    if (isList(copy.parameters)) copy.parameters = copy.parameters.filter((one) => !this.#isIgnored(one));
    if (kind === "parameter" && this.#mayStandForNothing(value, pointer)) copy.required = false;
    if (kind === "pathItem") this.#setOthersApart(copy, pointer);
    return kind === "operation" ? this.#withId(copy, pointer) : copy;
  }

  /** With `allowEmptyValue` an empty text that its schema rejects stands for no value, or else for its default. */
  #mayStandForNothing({ in: location, allowEmptyValue, schema }: JsonObject, parameter: string): boolean {
    if (location !== "query" || allowEmptyValue !== true || !isObject(schema)) return false;
    const pointer = childPointer(parameter, "schema");
    const hasDefault = conjunctionOf(this.#contract, { pointer, schema }).some(
      (part) => part.schema.default !== undefined,
    );
    return !hasDefault && !schemaValidators(this.#contract, "request").isValid(pointer, "");
  }

  #isIgnored(parameter: JsonValue): boolean {
    const target = referencePointer(childOf(parameter, "$ref"));
    const value = target === undefined ? parameter : this.#contract.resolve(target).value;
    return isIgnoredParameter({
      in: textOf(childOf(value, "in")) ?? "",
      name: textOf(childOf(value, "name")) ?? "",
    });
  }

  /** Requests of webhooks and callbacks have no handler, so they are not among the operations. */
  #withId({ operationId: _, callbacks: __, ...operation }: JsonObject, pointer: string): JsonObject {
    const id = this.#ids.get(pointer);
    return id === undefined ? operation : { ...operation, operationId: id };
  }

  #setOthersApart(pathItem: Record<string, JsonValue>, pointer: string): void {
    const { query, additionalOperations, parameters = [] } = pathItem;
    const others = entriesOf(additionalOperations).map(
      ([method, value]) => [childPointer(pointer, "additionalOperations", method), value] as const,
    );
    if (query !== undefined) others.push([childPointer(pointer, "query"), query]);
    for (const [at, operation] of others) {
      const id = this.#ids.get(at);
      if (id !== undefined) setOwn(this.#others, id, { parameters, post: operation });
    }
  }
}

function isPlainKind(rule: FieldRule): rule is PlainKind {
  return Object.hasOwn(OBJECT_SHAPES, rule);
}
