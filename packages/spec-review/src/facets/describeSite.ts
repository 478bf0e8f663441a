import { pointerSegments } from "@gatehouse/contract";

/** The name of a schema, or of a schema inside it. */
interface Site {
  /** The component that it belongs to; undefined for an inline schema. */
  readonly component: string | undefined;
  /** `.user.roles[]`, empty for the schema itself. */
  readonly path: string;
}

/** Keywords whose schemas apply to the same value, with the number of tokens that they take. */
const IN_PLACE: ReadonlyMap<string, number> = new Map([
  ["allOf", 2],
  ["anyOf", 2],
  ["oneOf", 2],
  ["dependentSchemas", 2],
  ["if", 1],
  ["then", 1],
  ["else", 1],
]);

/** Makes the site of a schema from its pointer; it does not depend on how the schema is composed. */
export function describeSite(pointer: string): Site {
  const tokens = pointerSegments(pointer);
  const [root, section, name] = tokens;
  const component = root === "components" ? name : undefined;
  const isSchema = root === "components" && section === "schemas";
  const start = isSchema ? 3 : tokens.indexOf("schema", root === "paths" ? 3 : 0) + 1;
  return { component, path: start > 0 ? pathOf(tokens.slice(start)) : "" };
}

function pathOf(tokens: readonly string[]): string {
  let path = "";
  for (let index = 0; index < tokens.length; ) {
    const [word, taken] = readStep(tokens[index] ?? "", tokens[index + 1]);
    if (word === undefined) return path;
    path += word;
    index += taken;
  }
  return path;
}

function readStep(token: string, next: string | undefined): [word: string | undefined, taken: number] {
  const inPlace = IN_PLACE.get(token);
  if (inPlace !== undefined) return ["", inPlace];
  if (token === "items") return ["[]", 1];
  if (token === "additionalProperties") return [".*", 1];
  if (next === undefined) return [undefined, 0];
  if (token === "properties") return [`.${next}`, 2];
  if (token === "patternProperties") return [`./${next}/`, 2];
  return token === "prefixItems" ? [`[${next}]`, 2] : [undefined, 0];
}
