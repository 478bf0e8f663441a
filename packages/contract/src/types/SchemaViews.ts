import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer, formatPointer, pointerSegments } from "../json/jsonPointer.ts";
import { childOf, elementsOf, entriesOf, isList, isObject, setOwn, textOf } from "../json/jsonValues.ts";
import { SCHEMA_KEYWORDS_BY_KIND } from "../load/schemaKeywords.ts";
import { type RawSchema, referencePointer, schemaAt } from "../schema/conjunctionOf.ts";
import type { Direction } from "../schema/Direction.ts";
import { hiddenProperties } from "../schema/hiddenProperties.ts";
import { collectFamilies } from "../schema/readDiscriminator.ts";
import type { SchemaDocument } from "../schema/SchemaNode.ts";

/** A schema of the document as it applies in one direction, to be written among the components. */
interface View {
  readonly pointer: string;
  readonly direction: Direction;
  /** Properties that something beside the reference hides, and the schema itself does not. */
  readonly extra: ReadonlySet<string>;
  readonly users: ((reference: string) => void)[];
  copy: JsonValue;
  name?: string;
}

interface SchemaFacts {
  isFlagged: boolean;
  readonly references: string[];
}

interface Scope {
  readonly direction: Direction;
  readonly hidden: ReadonlySet<string>;
}

/** Keywords whose schemas are about the same value. */
const BESIDE: ReadonlySet<string> = new Set([
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "dependentSchemas",
]);
const NONE: ReadonlySet<string> = new Set();
const ABSENT: Readonly<Record<Direction, JsonObject>> = {
  request: { description: "Read-only: no request has it.", anyOf: [false] },
  response: { description: "Write-only: no response has it.", anyOf: [false] },
};

/**
 * Writes schemas as they apply in one direction: without the properties that do not travel in it. A component that is
 * different in the two keeps its name for responses and is called `Name.request` for requests.
 */
export class SchemaViews {
  readonly #document: SchemaDocument;
  readonly #views = new Map<string, View>();
  readonly #open: View[] = [];
  readonly #facts = new Map<string, SchemaFacts>();
  readonly #heirs: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#heirs = collectFamilies(document).heirs;
  }

  /** A schema as it applies in a direction. Its references are right only after `components`. */
  write(schema: JsonValue, pointer: string, direction: Direction): JsonValue {
    return this.#copy(schema, pointer, { direction, hidden: NONE });
  }

  /** Names the schemas that were written and gives them all, in the order of the document. */
  components(): JsonObject {
    const own = entriesOf(childOf(this.#document.document.components, "schemas")).map(([name, schema]) => ({
      name,
      schema,
      pointer: childPointer("/components/schemas", name),
    }));
    const mainView = (pointer: string) =>
      this.#views.get(viewKey(pointer, "response", NONE)) ??
      this.#views.get(viewKey(pointer, "request", NONE));
    this.#finishViews();
    const reached = own.filter(({ name, pointer }) => {
      const view = mainView(pointer);
      if (view !== undefined) view.name = name;
      return view !== undefined;
    });
    const unchanged = new Map<string, JsonValue>();
    for (const one of own) {
      const { name, pointer, schema } = one;
      if (reached.includes(one)) continue;
      if (this.#differs(pointer)) this.#view(pointer, "response", NONE).name = name;
      else unchanged.set(pointer, this.write(schema, pointer, "response"));
    }
    this.#finishViews();
    const taken = new Set(own.map(({ name }) => name));
    const byPointer = Map.groupBy(this.#views.values(), ({ pointer }) => pointer);
    const schemas: Record<string, JsonValue> = {};
    for (const pointer of new Set([...own.map((one) => one.pointer), ...byPointer.keys()])) {
      const copy = unchanged.get(pointer);
      if (copy !== undefined) setOwn(schemas, pointerSegments(pointer).at(-1) ?? "", copy);
      for (const view of byPointer.get(pointer) ?? []) {
        view.name ??= freeName(taken, view);
        taken.add(view.name);
        setOwn(schemas, view.name, view.copy);
        for (const use of view.users)
          use(`#${encodeURI(formatPointer(["components", "schemas", view.name]))}`);
      }
    }
    return schemas;
  }

  #finishViews(): void {
    for (let view = this.#open.pop(); view !== undefined; view = this.#open.pop()) {
      const { pointer, direction, extra } = view;
      view.copy = this.#copy(schemaAt(this.#document, pointer).value ?? true, pointer, {
        direction,
        hidden: extra,
      });
    }
  }

  #copy(schema: JsonValue, pointer: string, outer: Scope): JsonValue {
    if (!isObject(schema)) return schema;
    const { direction } = outer;
    const own = hiddenProperties(this.#document, { pointer, schema }, direction);
    const inner: Scope = { direction, hidden: new Set([...outer.hidden, ...own]) };
    const copy: Record<string, JsonValue> = {};
    for (const [keyword, value] of Object.entries(schema)) {
      setOwn(copy, keyword, this.#copyKeyword(keyword, value, { pointer, scope: inner }));
    }
    const target = referencePointer(schema.$ref);
    if (target !== undefined) this.#refer(target, inner, (reference) => setOwn(copy, "$ref", reference));
    if (isObject(schema.discriminator)) {
      const discriminator = this.#copyDiscriminator({ pointer, schema }, schema.discriminator, inner);
      if (discriminator === undefined) delete copy.discriminator;
      else copy.discriminator = discriminator;
    }
    return copy;
  }

  #copyKeyword(
    keyword: string,
    value: JsonValue,
    { pointer, scope }: { readonly pointer: string; readonly scope: Scope },
  ): JsonValue {
    const at = childPointer(pointer, keyword);
    if (keyword === "required" && isList(value)) {
      return value.filter((name) => !scope.hidden.has(String(name)));
    }
    const { single, list, map } = SCHEMA_KEYWORDS_BY_KIND;
    const inner = BESIDE.has(keyword) ? scope : { ...scope, hidden: NONE };
    if (single.includes(keyword)) return this.#copy(value, at, inner);
    if (list.includes(keyword) && isList(value)) {
      return value.map((item, index) => this.#copy(item, childPointer(at, index), inner));
    }
    if (!map.includes(keyword) || !isObject(value)) return value;
    const copy: Record<string, JsonValue> = {};
    for (const [name, child] of Object.entries(value)) {
      const isHidden = keyword === "properties" && scope.hidden.has(name);
      setOwn(
        copy,
        name,
        isHidden ? ABSENT[scope.direction] : this.#copy(child, childPointer(at, name), inner),
      );
    }
    return copy;
  }

  /** The names of renamed alternatives choose them as before: the mapping says so. */
  #copyDiscriminator(
    { pointer, schema }: RawSchema,
    discriminator: JsonObject,
    scope: Scope,
  ): JsonValue | undefined {
    const property = textOf(discriminator.propertyName) ?? "";
    if (scope.hidden.has(property)) return undefined;
    const branches = [...elementsOf(schema.oneOf), ...elementsOf(schema.anyOf)].flatMap((branch) => {
      const target = referencePointer(childOf(branch, "$ref"));
      return target === undefined ? [] : [target];
    });
    const mapping: Record<string, JsonValue> = {};
    const targets = new Set<string>();
    const map = (value: string, target: string) => {
      targets.add(target);
      this.#refer(target, scope, (reference) => setOwn(mapping, value, reference));
    };
    for (const [value, name] of entriesOf(discriminator.mapping)) {
      setOwn(mapping, value, name);
      map(value, referencePointer(name) ?? childPointer("/components/schemas", String(name)));
    }
    for (const target of branches.length > 0 ? branches : (this.#heirs.get(pointer) ?? [])) {
      if (!targets.has(target)) map(pointerSegments(target).at(-1) ?? "", target);
    }
    return { ...discriminator, mapping };
  }

  /** Has a reference led to the view of its target that belongs here; it stays as it is where there is only one. */
  #refer(pointer: string, { direction, hidden }: Scope, use: (reference: string) => void): void {
    const schema = schemaAt(this.#document, pointer).value;
    const own = hiddenProperties(this.#document, { pointer, schema }, direction);
    const others = [...hidden].filter((name) => !own.has(name));
    const named = others.length === 0 ? NONE : this.#namesIn(pointer);
    const extra = new Set(others.filter((name) => named.has(name)));
    const isComponent = pointer.startsWith("/components/schemas/");
    if (isComponent && extra.size === 0 && !this.#differs(pointer)) return;
    this.#view(pointer, direction, extra).users.push(use);
  }

  #view(pointer: string, direction: Direction, extra: ReadonlySet<string>): View {
    const key = viewKey(pointer, direction, extra);
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const view: View = { pointer, direction, extra, users: [], copy: true };
    this.#views.set(key, view);
    this.#open.push(view);
    return view;
  }

  /** Whether a schema may be different in the two directions: a flag stands in it, or where it leads to. */
  #differs(start: string): boolean {
    const found = new Set<string>();
    const open = [start];
    for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
      if (found.has(pointer)) continue;
      found.add(pointer);
      const { isFlagged, references } = this.#factsOf(pointer);
      if (isFlagged) return true;
      open.push(...references, ...(this.#heirs.get(pointer) ?? []));
    }
    return false;
  }

  #factsOf(pointer: string): SchemaFacts {
    const facts = this.#facts.get(pointer) ?? { isFlagged: false, references: [] };
    if (this.#facts.has(pointer)) return facts;
    const visit = (value: JsonValue | undefined) => {
      for (const child of isList(value) ? value : Object.values(isObject(value) ? value : {})) visit(child);
      if (!isObject(value)) return;
      if (value.readOnly === true || value.writeOnly === true) facts.isFlagged = true;
      const target = referencePointer(value.$ref);
      if (target !== undefined) facts.references.push(target);
    };
    visit(schemaAt(this.#document, pointer).value);
    this.#facts.set(pointer, facts);
    return facts;
  }

  /** The properties that a schema and what it is composed of name. */
  #namesIn(start: string): ReadonlySet<string> {
    const names = new Set<string>();
    const followed = new Set<string>();
    const visit = (schema: JsonValue | undefined) => {
      if (!isObject(schema)) return;
      for (const [name] of entriesOf(schema.properties)) names.add(name);
      for (const name of elementsOf(schema.required)) names.add(String(name));
      for (const [keyword, value] of Object.entries(schema)) {
        if (keyword === "dependentSchemas") for (const [, part] of entriesOf(value)) visit(part);
        else if (BESIDE.has(keyword)) for (const part of isList(value) ? value : [value]) visit(part);
      }
      const target = referencePointer(schema.$ref);
      if (target === undefined || followed.has(target)) return;
      followed.add(target);
      visit(schemaAt(this.#document, target).value);
    };
    visit(schemaAt(this.#document, start).value);
    return names;
  }
}

function viewKey(pointer: string, direction: Direction, extra: ReadonlySet<string>): string {
  return JSON.stringify([pointer, direction, ...[...extra].sort()]);
}

function freeName(taken: ReadonlySet<string>, { pointer, direction }: View): string {
  const segments = pointerSegments(pointer).slice(pointer.startsWith("/components/schemas/") ? 2 : 0);
  const wanted = `${segments.join(".").replaceAll(/[^\w.-]+/g, "_")}.${direction}`;
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}.${count}`;
  return name;
}
