import type { HttpMethod, Operation, OperationMatch } from "../Contract.ts";
import { setOwn } from "../json/jsonValues.ts";
import { matchSegment } from "./matchSegment.ts";
import { parsePathTemplate, type TemplateSegment } from "./parsePathTemplate.ts";

/** A path template under a base path with the operations on it. */
export interface Route {
  readonly basePath: string;
  readonly path: string;
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
}

interface Leaf {
  readonly names: readonly string[];
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
  readonly allow: readonly string[];
}

/** Segments with both fixed text and parameters: `{name}.json`. */
interface MixedChild {
  readonly parts: TemplateSegment;
  /** The fixed texts with `{}` between them: the same for templates that mean the same. */
  readonly shape: string;
  readonly fixedLength: number;
  readonly node: Node;
}

interface Node {
  readonly fixed: Map<string, Node>;
  readonly mixed: MixedChild[];
  template: Node | undefined;
  leaf: Leaf | undefined;
}

const NOT_FOUND = { kind: "pathNotFound" } as const;
const MALFORMED = { kind: "malformedPath" } as const;

/**
 * Builds the matcher of request paths: a tree of segments, so that the cost of a match depends on the length of the
 * path and not on the number of operations.
 *
 * Fixed segments win over mixed ones, mixed over templated ones (OpenAPI 3.1, 4.8.8.2). Segments are decoded one by
 * one after the splitting, so that `%2F` never separates. A trailing slash counts: `/pets/` is not `/pets`.
 */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => OperationMatch {
  const root = createNode();
  for (const route of routes) addRoute(root, route);
  const direct = collectDirect(root);
  return (method, path) => {
    const known = direct.get(path);
    if (known !== undefined) return matchMethod(known, method, []);
    const segments = splitPath(path);
    if (segments === undefined) return path.startsWith("/") ? MALFORMED : NOT_FOUND;
    const values: CapturedValue[] = [];
    const leaf = find(root, segments, { index: 0, values });
    return leaf === undefined ? NOT_FOUND : matchMethod(leaf, method, values);
  };
}

function createNode(): Node {
  return { fixed: new Map(), mixed: [], template: undefined, leaf: undefined };
}

function addRoute(root: Node, { basePath, path, operations }: Route): void {
  const segments = parsePathTemplate(basePath + path) ?? [];
  const node = segments.reduce(childFor, root);
  const names = segments.flat().flatMap((part) => ("parameter" in part ? [part.parameter] : []));
  node.leaf ??= { names, operations, allow: allowedMethods(operations) };
}

/** Paths without parameters and encodings need no walk: nothing wins over them. */
function collectDirect(root: Node): ReadonlyMap<string, Leaf> {
  const direct = new Map<string, Leaf>();
  const collect = (node: Node, path: string): void => {
    if (node.leaf !== undefined) direct.set(path, node.leaf);
    for (const [text, child] of node.fixed) {
      if (!/[%/]/.test(text)) collect(child, `${path}/${text}`);
    }
  };
  collect(root, "");
  return direct;
}

function childFor(node: Node, segment: TemplateSegment): Node {
  const [first, ...others] = segment;
  if (first === undefined || (others.length === 0 && "text" in first)) {
    return fixedChild(node, first === undefined ? "" : first.text);
  }
  if (others.length > 0) return mixedChild(node, segment);
  node.template ??= createNode();
  return node.template;
}

function fixedChild(node: Node, text: string): Node {
  const known = node.fixed.get(text);
  if (known !== undefined) return known;
  const created = createNode();
  node.fixed.set(text, created);
  return created;
}

function mixedChild(node: Node, segment: TemplateSegment): Node {
  const texts = segment.map((part) => ("text" in part ? part.text : ""));
  const shape = segment.map((part) => ("text" in part ? part.text : "{}")).join("");
  const known = node.mixed.find((child) => child.shape === shape);
  if (known !== undefined) return known.node;
  const created = { parts: segment, shape, fixedLength: texts.join("").length, node: createNode() };
  node.mixed.push(created);
  node.mixed.sort((one, other) => other.fixedLength - one.fixedLength);
  return created.node;
}

/** GET includes HEAD, and any resource can be asked for its OPTIONS (RFC 9110, 9.3.2 and 9.3.7). */
function allowedMethods(operations: ReadonlyMap<HttpMethod, Operation>): readonly string[] {
  const methods = new Set<string>();
  for (const method of operations.keys()) {
    methods.add(method.toUpperCase());
    if (method === "get") methods.add("HEAD");
  }
  return [...methods.add("OPTIONS")];
}

/** A segment of a request path. */
interface Segment {
  readonly raw: string;
  readonly decoded: string;
}

/** The value of a path parameter. */
interface CapturedValue {
  readonly raw: string;
  readonly decoded: string;
}

function splitPath(path: string): readonly Segment[] | undefined {
  if (!path.startsWith("/")) return undefined;
  const segments = path.slice(1).split("/");
  try {
    return segments.map((raw) => ({ raw, decoded: raw.includes("%") ? decodeURIComponent(raw) : raw }));
  } catch {
    return undefined;
  }
}

interface Step {
  readonly index: number;
  readonly values: CapturedValue[];
}

/** Tries the most fixed segments first, and goes back where they match no path. */
function find(node: Node, segments: readonly Segment[], { index, values }: Step): Leaf | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.leaf;
  const fixed = node.fixed.get(segment.decoded);
  const found = fixed === undefined ? undefined : find(fixed, segments, { index: index + 1, values });
  if (found !== undefined || segment.raw === "") return found;
  for (const { parts, node: child } of node.mixed) {
    const leaf = tryValues(child, segments, { index, values, captured: captureParts(parts, segment) });
    if (leaf !== undefined) return leaf;
  }
  return node.template && tryValues(node.template, segments, { index, values, captured: [segment] });
}

/** A character, percent-encoded or not; the triplets of one character belong together (RFC 3986, 2.1). */
const RAW_CHARACTER = /%[0-7].|%[c-f].(?:%[89ab].)+|[^%]/giu;

/**
 * The parameters of a segment that has fixed text as well. What is encoded belongs to a value (RFC 3986, 2.2), unless
 * only its decoded form matches: an encoded letter of the fixed text is the same text.
 */
function captureParts(
  parts: TemplateSegment,
  { raw, decoded }: Segment,
): readonly CapturedValue[] | undefined {
  const raws = raw.match(RAW_CHARACTER) ?? [];
  const characters = [...decoded];
  const ranges = matchSegment(parts, raws) ?? matchSegment(parts, characters);
  return ranges?.map(([start, end]) => ({
    raw: raws.slice(start, end).join(""),
    decoded: characters.slice(start, end).join(""),
  }));
}

function tryValues(
  node: Node,
  segments: readonly Segment[],
  { index, values, captured }: Step & { readonly captured: readonly CapturedValue[] | undefined },
): Leaf | undefined {
  if (captured === undefined) return undefined;
  const before = values.length;
  values.push(...captured);
  const leaf = find(node, segments, { index: index + 1, values });
  if (leaf === undefined) values.length = before;
  return leaf;
}

function matchMethod(leaf: Leaf, method: string, values: readonly CapturedValue[]): OperationMatch {
  const wanted = method.toLowerCase() as HttpMethod;
  const operation =
    leaf.operations.get(wanted) ?? (wanted === "head" ? leaf.operations.get("get") : undefined);
  if (operation === undefined) return { kind: "methodNotAllowed", allow: leaf.allow };
  const pathParameters: Record<string, string> = {};
  const rawPathParameters: Record<string, string> = {};
  for (const [index, name] of leaf.names.entries()) {
    setOwn(pathParameters, name, values[index]?.decoded ?? "");
    setOwn(rawPathParameters, name, values[index]?.raw ?? "");
  }
  return { kind: "operation", operation, pathParameters, rawPathParameters };
}
