import type { JsonObject, JsonValue, SourceLocation } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";
import { childPointer, formatPointer, pointerSegments } from "../json/jsonPointer.ts";
import { childOf, entriesOf, isObject, setOwn } from "../json/jsonValues.ts";
import type { Finding, SourceValue } from "./BundleContext.ts";
import { ComponentNames } from "./ComponentNames.ts";
import { checkChains } from "./checkDepth.ts";
import { copyObject, readable } from "./copyObject.ts";
import { asReference, copyReference, reportBrokenReference, resolveTarget } from "./copyReference.ts";
import { asPlainReference, copySchema } from "./copySchema.ts";
import { copyValue, type KindCopier } from "./copyValue.ts";
import { asMisplaced, followMisplaced, type MisplacedContext } from "./followMisplaced.ts";
import type { Sources } from "./loadSources.ts";
import { COMPONENT_SECTIONS, type FieldRule, type ObjectKind } from "./objectShapes.ts";
import { ReferenceResolver } from "./ReferenceResolver.ts";
import type { SchemaIdentities } from "./SchemaIdentities.ts";
import { SourceNode } from "./SourceNode.ts";

/** A document in one piece that remembers where everything came from. */
export interface Bundle {
  readonly document: JsonObject;
  readonly problems: readonly ContractProblem[];
  /** The source node of a pointer into `document`. */
  nodeOf(pointer: string): SourceNode;
  locate(pointer: string): SourceLocation;
  /** The pointers of the schemas in `document` that are part of no other schema. */
  readonly schemaPointers: readonly string[];
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema of `document`. */
  dynamicAnchorsOf(schema: JsonObject): ReadonlyMap<string, string>;
}

/** Checks the structure of a document and copies all of its files into one. */
export function bundleDocument(sources: Sources): Bundle {
  const bundler = new Bundler(sources);
  const document = bundler.run();
  const nodeOf = (pointer: string): SourceNode => bundler.nodeOf(document, pointer);
  const schemas = bundler.outermostSchemas(document);
  checkChains(document, schemas, (pointer, finding) => bundler.report(nodeOf(pointer), finding));
  const inTexts = [...sources.files.values()].flatMap(({ problems = [] }) => problems);
  return {
    document,
    problems: [...inTexts, ...bundler.problems],
    nodeOf,
    locate: (pointer) => nodeOf(pointer).location,
    schemaPointers: schemas.map(({ from }) => from),
    dynamicAnchorsOf: (schema) => bundler.dynamicAnchorsOf(schema),
  };
}

class Bundler implements KindCopier, MisplacedContext {
  readonly is31: boolean;
  readonly is32: boolean;
  readonly problems: ContractProblem[] = [];
  readonly root: SourceNode;
  readonly #value: JsonValue;
  readonly #resolver: ReferenceResolver;
  readonly #names = new ComponentNames();
  readonly #origins = new Map<JsonValue, SourceNode>();
  readonly #schemas = new Set<JsonValue>();
  readonly #inlining = new Set<string>();
  readonly #identities: SchemaIdentities;
  readonly #dynamicAnchors = new Map<string, ReadonlyMap<string, string>>();
  readonly #kinds = new Map<string, ObjectKind>();
  readonly #expected: { kind: ObjectKind; node: SourceNode; target: SourceNode }[] = [];
  readonly following = new Set<string>();

  constructor(sources: Sources) {
    const { entry } = sources;
    this.root = new SourceNode(entry);
    this.#value = entry.value;
    this.#resolver = new ReferenceResolver(sources);
    this.#identities = sources.identities;
    this.is31 = !String(childOf(entry.value, "openapi")).startsWith("3.0");
    this.is32 = String(childOf(entry.value, "openapi")).startsWith("3.2");
  }

  run(): JsonObject {
    this.#adoptOwnNames();
    const copy = copyObject(this, "document", { value: this.#value, node: this.root });
    const document: Record<string, JsonValue> = isObject(copy) ? copy : {};
    this.#addWaiting(document);
    this.#reportKinds();
    return document;
  }

  nodeOf(document: JsonObject, pointer: string): SourceNode {
    let node = this.root;
    let value: JsonValue | undefined = document;
    for (const segment of pointerSegments(pointer)) {
      value = childOf(value, segment);
      const known: SourceNode | undefined = typeof value === "object" ? this.#origins.get(value) : undefined;
      node = known ?? node.child(segment);
    }
    return node;
  }

  report(node: SourceNode, finding: Finding): void {
    this.problems.push({
      ...finding,
      pointer: node.pointer,
      // Finding a line means parsing the text once more, and many readers ask for the rule alone.
      get location() {
        return node.location;
      },
    });
  }

  remember<Value extends JsonValue>(copy: Value, node: SourceNode): Value {
    this.#origins.set(copy, node);
    return copy;
  }

  resolve(reference: string, from: SourceNode): SourceValue | string {
    return this.#resolver.resolve(reference, from);
  }

  copy(rule: FieldRule, source: SourceValue): JsonValue {
    const misplaced = asMisplaced(this, rule, source);
    if (misplaced === undefined) return copyValue(this, rule, source);
    return followMisplaced(this, rule, misplaced) ?? this.remember({}, source.node);
  }

  /** The schemas that are part of no other, with their pointers. */
  outermostSchemas(document: JsonObject) {
    const found: { schema: JsonObject; from: string; keys: readonly string[] }[] = [];
    const walk = (value: JsonValue, pointer: string): void => {
      if (typeof value !== "object" || value === null) return;
      if (this.#schemas.has(value) && isObject(value)) found.push({ schema: value, from: pointer, keys: [] });
      else for (const [key, child] of Object.entries(value)) walk(child, childPointer(pointer, key));
    };
    walk(document, "");
    return found;
  }

  expectKind(kind: ObjectKind, node: SourceNode, target: SourceNode): void {
    this.#expected.push({ kind, node, target });
  }

  dynamicallyAnchored(name: string): readonly SourceValue[] {
    return this.#identities.dynamicallyAnchored(name);
  }

  dynamicAnchorsOf(schema: JsonObject): ReadonlyMap<string, string> {
    const node = this.#origins.get(schema);
    const base = node === undefined ? "" : this.#identities.baseOf(node);
    const known = this.#dynamicAnchors.get(base);
    if (known !== undefined) return known;
    const anchors = new Map<string, string>();
    for (const [name, target] of this.#identities.dynamicAnchors(base) ?? []) {
      const pointer = this.#pointerOf(target);
      if (pointer !== undefined) anchors.set(name, pointer);
    }
    this.#dynamicAnchors.set(base, anchors);
    return anchors;
  }

  /** Where a schema of the sources stands in the bundled document, if it does. */
  #pointerOf(target: SourceValue): string | undefined {
    const name = this.#names.nameOf("schemas", target);
    if (name !== undefined) return formatPointer(["components", "schemas", name]);
    return target.node.file === this.root.file ? target.node.pointer : undefined;
  }

  referenceTo(kind: ObjectKind, target: SourceValue): string {
    const section = COMPONENT_SECTIONS[kind] ?? "schemas";
    const own = this.#names.nameOf(section, target);
    if (own !== undefined) return `#${formatPointer(["components", section, own])}`;
    if (target.node.file === this.root.file) return `#${toFragment(target.node.segments)}`;
    return `#${formatPointer(["components", section, this.#names.claim(section, target)])}`;
  }

  copyKind(kind: ObjectKind, source: SourceValue): JsonValue {
    const reference = asReference(source);
    reportBrokenReference(this, kind, source);
    if (kind === "pathItem" && reference !== undefined) return this.#inlinePathItem(source);
    const target = this.#targetToAdopt(kind, source);
    if (target !== undefined) return this.copyKind(kind, target);
    if (kind === "schema") {
      this.#kinds.set(source.node.identity, kind);
      const copy = copySchema(this, source);
      this.#schemas.add(copy);
      return copy;
    }
    if (reference !== undefined && COMPONENT_SECTIONS[kind] !== undefined) {
      return copyReference(this, kind, reference);
    }
    this.#kinds.set(source.node.identity, kind);
    return copyObject(this, kind, source);
  }

  /** A component that is only a reference to another file takes in what stands there. */
  #targetToAdopt(kind: ObjectKind, source: SourceValue): SourceValue | undefined {
    const name = source.node.key;
    const section = source.node.parent;
    if (section === undefined || section.key !== COMPONENT_SECTIONS[kind]) return undefined;
    if (section.parent?.key !== "components" || section.parent.parent !== this.root) return undefined;
    const reference = asPlainReference(source);
    const target = reference === undefined ? undefined : this.resolve(reference.reference, source.node);
    if (target === undefined || typeof target === "string") return undefined;
    return this.#names.nameOf(section.key, target) === name ? target : undefined;
  }

  #inlinePathItem(source: SourceValue): JsonValue {
    const reference = asReference(source);
    if (reference === undefined) return copyObject(this, "pathItem", source);
    const target = resolveTarget(this, "pathItem", reference);
    if (target === undefined) return {};
    const identity = target.node.identity;
    if (this.#inlining.has(identity)) {
      this.report(source.node.child("$ref"), {
        rule: "cyclic-reference",
        message: `The path item "${reference.reference}" contains itself.`,
        advice: "Refer to another path item, or write this one out.",
      });
      return {};
    }
    this.#inlining.add(identity);
    const inlined = this.#inlinePathItem(target);
    this.#inlining.delete(identity);
    const { $ref: _, ...siblings } = reference.value;
    const own = copyObject(this, "pathItem", { value: siblings, node: source.node });
    return this.remember(
      { ...(isObject(inlined) ? inlined : {}), ...(isObject(own) ? own : {}) },
      target.node,
    );
  }

  /** Read as a schema, an object of another kind would accept everything. */
  #reportKinds(): void {
    for (const { kind, node, target } of this.#expected) {
      const actual = this.#kinds.get(target.identity);
      if (actual === undefined || actual === kind) continue;
      this.report(node, {
        rule: "wrong-type",
        message: `The reference leads to ${readable(actual)}, but this location takes ${readable(kind)}.`,
        advice: `Refer to ${readable(kind)}.`,
      });
    }
  }

  #adoptOwnNames(): void {
    const components = this.#behind(this.#value, this.root, "components");
    for (const [section] of entriesOf(components?.value)) {
      const members = components && this.#behind(components.value, components.node, section);
      for (const [name, value] of entriesOf(members?.value)) {
        if (members === undefined) continue;
        this.#names.reserve(section, name);
        const member = { value, node: members.node.child(name) };
        if (members.node.file !== this.root.file) {
          this.#names.alias(section, name, member);
          continue;
        }
        const reference = asPlainReference(member);
        const target = reference === undefined ? undefined : this.resolve(reference.reference, member.node);
        if (target === undefined || typeof target === "string") continue;
        if (target.node.file !== this.root.file) this.#names.alias(section, name, target);
      }
    }
  }

  /** A child, or the target of the reference that stands for it. */
  #behind(value: JsonValue, node: SourceNode, key: string): SourceValue | undefined {
    const child = childOf(value, key);
    if (child === undefined) return undefined;
    const sourceValue = { value: child, node: node.child(key) };
    const reference = asReference(sourceValue);
    const target =
      reference === undefined ? sourceValue : this.resolve(reference.reference, sourceValue.node);
    return typeof target === "string" ? undefined : target;
  }

  #addWaiting(document: Record<string, JsonValue>): void {
    const components: Record<string, JsonValue> = isObject(document.components) ? document.components : {};
    for (let next = this.#names.takeWaiting(); next !== undefined; next = this.#names.takeWaiting()) {
      const { section, name, target } = next;
      const kind = Object.entries(COMPONENT_SECTIONS).find(([, value]) => value === section)?.[0] ?? "schema";
      const members: Record<string, JsonValue> = isObject(components[section]) ? components[section] : {};
      setOwn(members, name, this.copyKind(kind as ObjectKind, target));
      components[section] = members;
      document.components = components;
    }
  }
}

/** A pointer as it may stand in the fragment of an address (RFC 6901, section 6). */
function toFragment(segments: readonly string[]): string {
  return encodeURI(formatPointer(segments)).replaceAll("#", "%23").replaceAll("?", "%3F");
}
