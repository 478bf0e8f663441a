import {
  formatPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parsePointer,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";

/** Copies parts of a document, and with them the components that they refer to. */
export interface ComponentCollector {
  /** A deep copy of a value, its references pointing into `components`. */
  copy(value: JsonValue): JsonValue;
  /** The components that all copies so far reach, those of components included. */
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

/** Makes a collector for one document. */
export function createComponentCollector(document: JsonObject): ComponentCollector {
  const components: Record<string, Record<string, JsonValue>> = {};
  const names = new Map<string, string>();

  const place = (type: string, name: string, pointer: string) => {
    components[type] ??= {};
    const group = components[type];
    if (Object.hasOwn(group, name)) return;
    // The entry is taken before its content is copied, so that a schema may refer to itself.
    group[name] = {};
    group[name] = copy(resolvePointer(document, pointer) ?? {});
  };

  /** References to other places than components get a component of their own. */
  const inline = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const name = `Inlined${names.size + 1}`;
    names.set(reference, `#/components/schemas/${name}`);
    place("schemas", name, pointerOfFragment(reference));
    return `#/components/schemas/${name}`;
  };

  const moveReference = (reference: string): string => {
    const [section, type, name] = parsePointer(pointerOfFragment(reference)) ?? [];
    if (section !== "components" || type === undefined || name === undefined)
      return reference.startsWith("#/") ? inline(reference) : reference;
    place(type, name, formatPointer([section, type, name]));
    return reference;
  };

  const copy = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        key === "$ref" && typeof child === "string" ? moveReference(child) : copy(child),
      ]),
    );
  };

  return { copy, components };
}
