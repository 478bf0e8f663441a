import type { JsonObject, JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isList, isObject, textOf } from "../json/jsonValues.ts";
import type { SourceValue } from "./BundleContext.ts";
import type { SourceFile } from "./SourceFile.ts";
import { SourceNode } from "./SourceNode.ts";

/**
 * The addresses and anchors that the schemas of files give themselves, and the addresses that they refer to: by `$id`
 * a schema becomes a resource of its own, against whose address its references are read (JSON Schema 2020-12, 8.2).
 */
export class SchemaIdentities {
  readonly #resources = new Map<string, SourceValue>();
  readonly #anchors = new Map<string, SourceValue>();
  readonly #dynamic = new Map<string, Map<string, SourceValue>>();
  /** By file: the base addresses that hold from a pointer on. */
  readonly #bases = new Map<SourceFile, Map<string, string>>();
  readonly #references = new Set<string>();

  add(file: SourceFile): void {
    this.#bases.set(file, new Map());
    const node = new SourceNode(file);
    const self = isObject(file.value) && "openapi" in file.value ? textOf(file.value.$self) : undefined;
    const base =
      (self === undefined ? undefined : this.#identify(self, { value: file.value, node }, file.address)) ??
      file.address;
    this.#visit({ value: file.value, node }, base);
  }

  /** The addresses that are referred to and that no schema has for its own, without fragments. */
  get wanted(): readonly string[] {
    return [...this.#references].filter((address) => !this.#resources.has(address));
  }

  /** The schema that has an address for its own. */
  resource(address: string): SourceValue | undefined {
    return this.#resources.get(address);
  }

  /** The schema with an anchor in the resource of an address. */
  anchored(base: string, anchor: string): SourceValue | undefined {
    return this.#anchors.get(`${base}#${anchor}`);
  }

  /** The schemas with dynamic anchors in a resource, by the anchor's name. */
  dynamicAnchors(base: string): ReadonlyMap<string, SourceValue> | undefined {
    return this.#dynamic.get(base);
  }

  /** The schemas of all resources that have a dynamic anchor of a name. */
  dynamicallyAnchored(name: string): readonly SourceValue[] {
    return [...this.#dynamic.values()].flatMap((anchors) => anchors.get(name) ?? []);
  }

  /** The address against which the references of a schema are read. */
  baseOf(node: SourceNode): string {
    const bases = this.#bases.get(node.file);
    if (bases === undefined || bases.size === 0) return node.file.address;
    for (let at: SourceNode | undefined = node; at !== undefined; at = at.parent) {
      const base = bases.get(at.pointer);
      if (base !== undefined) return base;
    }
    return node.file.address;
  }

  #identify(id: string, sourceValue: SourceValue, base: string): string | undefined {
    const address = referencedAddress(id, base);
    if (id.startsWith("#") || address === undefined) return undefined;
    this.#resources.set(address, sourceValue);
    this.#bases.get(sourceValue.node.file)?.set(sourceValue.node.pointer, address);
    return address;
  }

  #visit(sourceValue: SourceValue, outer: string, isMap = false): void {
    const { value, node } = sourceValue;
    if (isList(value)) {
      for (const [index, item] of value.entries()) {
        this.#visit({ value: item, node: node.child(String(index)) }, outer);
      }
    }
    if (!isObject(value)) return;
    const base = isMap ? outer : this.#readIdentity(value, sourceValue, outer);
    // A map has no references, but many documents put one there.
    if (isMap) this.#addReference(value.$ref, outer);
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== "object" || child === null) continue;
      if (!isMap && key === "security") this.#addSchemes(child, base);
      if (!isMap && key === "mapping") this.#addMapping(child, base);
      else if (isMap || !DATA.has(key))
        this.#visit({ value: child, node: node.child(key) }, base, !isMap && MAPS.has(key));
      else this.#visitData(child, base);
    }
  }

  #readIdentity(value: JsonObject, sourceValue: SourceValue, outer: string): string {
    const id = textOf(value.$id);
    const base = (id === undefined ? undefined : this.#identify(id, sourceValue, outer)) ?? outer;
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const name = textOf(value[keyword]);
      if (name === undefined) continue;
      this.#anchors.set(`${base}#${name}`, sourceValue);
      if (keyword === "$anchor") continue;
      this.#dynamic.set(
        base,
        (this.#dynamic.get(base) ?? new Map<string, SourceValue>()).set(name, sourceValue),
      );
    }
    for (const keyword of ["$ref", "$dynamicRef", "defaultMapping"]) this.#addReference(value[keyword], base);
    return base;
  }

  /** Values of examples and the like hold no schemas, but examples are often kept in files of their own. */
  #visitData(value: JsonValue, base: string): void {
    if (isObject(value)) this.#addReference(value.$ref, base);
    if (typeof value !== "object" || value === null) return;
    for (const child of Object.values(value) as JsonValue[]) this.#visitData(child, base);
  }

  #addMapping(mapping: JsonValue, base: string): void {
    if (!isObject(mapping)) return;
    this.#addReference(mapping.$ref, base);
    for (const target of Object.values(mapping)) {
      if (typeof target === "string" && /[./#]/.test(target)) this.#addReference(target, base);
      else if (typeof target === "object") this.#visitData(target, base);
    }
  }

  /** Requirements name schemes, or since OpenAPI 3.2 have their addresses, which the names of schemes cannot look like. */
  #addSchemes(requirements: JsonValue, base: string): void {
    for (const [key] of elementsOf(requirements).flatMap(entriesOf))
      if (/[/#]/.test(key)) this.#addReference(key, base);
  }

  #addReference(reference: JsonValue | undefined, base: string): void {
    const address = typeof reference === "string" ? referencedAddress(reference, base) : undefined;
    if (address !== undefined) this.#references.add(address);
  }
}

/** Keys whose values are data, in which nothing is an identity. */
const DATA: ReadonlySet<string> = new Set(["const", "enum", "example", "examples"]);
/** Keys whose values are maps: what stands in them are names and no keywords. */
const MAPS: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "dependentSchemas",
  "patternProperties",
  "properties",
  "schemas",
]);

/** The absolute address that a reference leads to, without fragment; `undefined` where it is no address. */
export function referencedAddress(reference: string, base: string): string | undefined {
  const hash = reference.indexOf("#");
  const address = hash < 0 ? reference : reference.slice(0, hash);
  if (address === "") return base;
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
