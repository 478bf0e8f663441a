import type { JsonObject, JsonValue } from "../Contract.ts";
import { isObject } from "../json/jsonValues.ts";
import { type Compiler, patternCheck } from "./compileScalars.ts";
import { chosenBranch, type Keywords, type SchemaNode } from "./SchemaNode.ts";

/**
 * Which properties of a value the keywords beside `unevaluatedProperties` have evaluated (JSON Schema 2020-12, 11.3).
 * The value conforms to those keywords.
 */
export function collectNames(
  compiler: Pick<Compiler, "check">,
  keywords: Keywords,
  value: JsonObject,
): (name: string) => boolean {
  const found = { all: false, names: new Set<string>(), seen: new Set<SchemaNode>() };
  addNames(found, { compiler, keywords: { ...keywords, unevaluatedProperties: undefined }, value });
  return (name) => found.all || found.names.has(name);
}

/** Which items of a value the keywords beside `unevaluatedItems` have evaluated (11.2). */
export function collectItems(
  compiler: Pick<Compiler, "check">,
  keywords: Keywords,
  value: readonly JsonValue[],
): (index: number) => boolean {
  const found = { all: false, first: 0, indices: new Set<number>(), seen: new Set<SchemaNode>() };
  addItems(found, { compiler, keywords: { ...keywords, unevaluatedItems: undefined }, value });
  return (index) => found.all || index < found.first || found.indices.has(index);
}

/** Keywords that a value conforms to. */
interface Conforming<Value> {
  readonly compiler: Pick<Compiler, "check">;
  readonly keywords: Loose;
  readonly value: Value;
}

type Loose = { readonly [Key in keyof Keywords]: Keywords[Key] | undefined };

interface Evaluated {
  /** The schemas that have been asked already: several can lead to the same one. */
  readonly seen: Set<SchemaNode>;
}

interface EvaluatedNames extends Evaluated {
  all: boolean;
  readonly names: Set<string>;
}

function addNames(found: EvaluatedNames, conforming: Conforming<JsonObject>): void {
  const { keywords, value } = conforming;
  if (keywords.additionalProperties !== undefined || keywords.unevaluatedProperties !== undefined)
    found.all = true;
  if (found.all) return;
  for (const name of keywords.properties?.keys() ?? []) found.names.add(name);
  for (const pattern of keywords.patternProperties?.keys() ?? []) {
    for (const name of Object.keys(value).filter(patternCheck(pattern))) found.names.add(name);
  }
  for (const node of applied(found, conforming)) addNames(found, { ...conforming, keywords: node.keywords });
}

interface EvaluatedItems extends Evaluated {
  all: boolean;
  first: number;
  readonly indices: Set<number>;
}

function addItems(found: EvaluatedItems, conforming: Conforming<readonly JsonValue[]>): void {
  const { compiler, keywords, value } = conforming;
  if (keywords.items !== undefined || keywords.unevaluatedItems !== undefined) found.all = true;
  if (found.all) return;
  found.first = Math.max(found.first, keywords.prefixItems?.length ?? 0);
  if (keywords.contains !== undefined) {
    const check = compiler.check(keywords.contains);
    for (const [index, item] of value.entries()) if (check(item)) found.indices.add(index);
  }
  for (const node of applied(found, conforming)) addItems(found, { ...conforming, keywords: node.keywords });
}

/** The schemas that apply to the same value and that it conforms to, but for those that have been asked. */
function applied(
  { seen }: Evaluated,
  { compiler, keywords, value }: Conforming<JsonValue>,
): readonly SchemaNode[] {
  const holds = (node: SchemaNode): boolean => compiler.check(node)(value);
  const { ref, allOf = [], anyOf = [], oneOf = [], choice } = keywords;
  const nodes = [...allOf, ...anyOf.filter(holds), ...oneOf.filter(holds)];
  if (ref !== undefined) nodes.push(ref);
  if (keywords.if !== undefined) nodes.push(...condition(keywords, holds(keywords.if)));
  for (const [name, node] of keywords.dependentSchemas ?? []) {
    if (isObject(value) && Object.hasOwn(value, name)) nodes.push(node);
  }
  const chosen = choice?.applies === true ? chosenBranch(choice, value) : undefined;
  if (chosen !== undefined) nodes.push(chosen);
  const unseen = [...new Set(nodes)].filter((node) => !seen.has(node));
  for (const node of unseen) seen.add(node);
  return unseen;
}

function condition(keywords: Loose, holds: boolean): readonly SchemaNode[] {
  const nodes = holds ? [keywords.if, keywords.then] : [keywords.else];
  return nodes.filter((node) => node !== undefined);
}
