import {
  canonicalJson,
  formatPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerSegments,
  resolvePointer,
} from "@gatehouse/contract";

/** What became of the names of schemas in the components, from which generators make names of types. */
export interface ComponentNames {
  readonly renamed: readonly { readonly before: string; readonly after: string }[];
  /** Written out where they were referred to. */
  readonly inlined: readonly string[];
  /** Removed; `isUsed` where something referred to them. */
  readonly removed: readonly { readonly name: string; readonly isUsed: boolean }[];
  /** New names for what was written out in place. */
  readonly extracted: readonly string[];
}

const PREFIX = "#/components/schemas/";

/** Pairs the component schemas of two documents by name, by where they are referred to, and by what they say. */
export function componentNames(base: JsonObject, head: JsonObject): ComponentNames {
  const [old, now] = [schemasOf(base), schemasOf(head)];
  const gone = [...old.keys()].filter((name) => !now.has(name));
  const fresh = new Set([...now.keys()].filter((name) => !old.has(name)));
  if (gone.length === 0 && fresh.size === 0) return { renamed: [], inlined: [], removed: [], extracted: [] };
  const [oldUses, nowUses] = [usesIn(base), usesIn(head)];
  const byContent = new Map([...fresh].map((name) => [contentOf(name, now), name]));
  const renamed = new Map<string, string>();
  for (const name of gone) {
    const twin = twinByUse(name, oldUses, nowUses) ?? byContent.get(contentOf(name, old));
    if (twin !== undefined && fresh.delete(twin)) renamed.set(name, twin);
  }
  const rest = gone.filter((name) => !renamed.has(name));
  const isInlined = (name: string) => oldUses.pointersOf(name).some((pointer) => isInline(head, pointer));
  return {
    renamed: [...renamed].map(([before, after]) => ({ before, after })),
    inlined: rest.filter(isInlined),
    removed: rest
      .filter((name) => !isInlined(name))
      .map((name) => ({ name, isUsed: oldUses.pointersOf(name).length > 0 })),
    extracted: [...fresh].filter((name) =>
      nowUses.pointersOf(name).some((pointer) => isInline(base, pointer)),
    ),
  };
}

function schemasOf({ components }: JsonObject): Map<string, JsonValue> {
  const schemas = isJsonObject(components) ? components.schemas : undefined;
  return new Map(isJsonObject(schemas) ? Object.entries(schemas) : []);
}

interface Uses {
  /** The component schema that a pointer refers to. */
  targetAt(pointer: string): string | undefined;
  /** The pointers of the references to a component schema. */
  pointersOf(name: string): readonly string[];
}

function usesIn(root: JsonObject): Uses {
  const targets = new Map<string, string>();
  const pointers = new Map<string, string[]>();
  const way: string[] = [];
  const visit = (value: JsonValue): void => {
    if (typeof value !== "object" || value === null) return;
    const name = targetOf(value);
    if (name !== undefined) {
      const pointer = formatPointer(way);
      targets.set(pointer, name);
      const known = pointers.get(name);
      if (known) known.push(pointer);
      else pointers.set(name, [pointer]);
    }
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== "object") continue;
      way.push(key);
      visit(member);
      way.pop();
    }
  };
  visit(root);
  return { targetAt: (pointer) => targets.get(pointer), pointersOf: (name) => pointers.get(name) ?? [] };
}

function targetOf(value: JsonValue): string | undefined {
  if (!isJsonObject(value) || typeof value.$ref !== "string" || !value.$ref.startsWith(PREFIX))
    return undefined;
  return pointerSegments(value.$ref.slice(1))[2];
}

/** The only component that replaced the old one in its references; undefined if there are several. */
function twinByUse(name: string, old: Uses, now: Uses): string | undefined {
  const [only, ...others] = new Set(old.pointersOf(name).flatMap((pointer) => now.targetAt(pointer) ?? []));
  return others.length === 0 ? only : undefined;
}

/** What a schema says, however it is called: a reference to itself has no name. */
function contentOf(name: string, schemas: ReadonlyMap<string, JsonValue>): string {
  return canonicalJson(schemas.get(name) ?? null).replaceAll(JSON.stringify(`${PREFIX}${name}`), '"#"');
}

function isInline(root: JsonObject, pointer: string): boolean {
  const value = resolvePointer(root, pointer);
  return isJsonObject(value) && value.$ref === undefined && Object.keys(value).length > 0;
}
