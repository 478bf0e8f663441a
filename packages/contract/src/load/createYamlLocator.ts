import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";

/** A line and column in a text, both counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

type ParsedText = { readonly document: Document.Parsed; readonly lines: LineCounter };

/** Finds the position of a value in a YAML or JSON text; a key counts as the position of its value. */
export function createYamlLocator(
  text: string,
  parsed?: ParsedText,
): (segments: readonly string[]) => TextPosition {
  // Positions are asked for rarely and the tree is large, so memory pressure may take it away.
  let kept = parsed === undefined ? undefined : new WeakRef(parsed);
  const tree = (): ParsedText => {
    const alive = kept?.deref();
    if (alive !== undefined) return alive;
    const fresh = parseWithLines(text);
    kept = new WeakRef(fresh);
    return fresh;
  };
  return (segments) => {
    const { document, lines } = tree();
    const { line, col } = lines.linePos(findOffset(document, segments));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

/** Parses a text, keeping count of its lines. */
export function parseWithLines(text: string): ParsedText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
  });
  return { document, lines };
}

function findOffset(document: Document.Parsed, segments: readonly string[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const segment of segments) {
    const child = childOf(document, node, segment);
    if (child === undefined) break;
    offset = child.offset;
    node = child.node;
  }
  return offset;
}

interface Child {
  readonly node: Node | null;
  readonly offset: number;
}

function childOf(document: Document.Parsed, parent: Node | null, segment: string): Child | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(segment)] as Node | undefined;
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] ?? 0 };
  }
  return isMap(node) ? childOfMap(document, node, segment) : undefined;
}

function childOfMap(document: Document.Parsed, map: YAMLMap, segment: string): Child | undefined {
  for (const { key, value } of map.items) {
    if (isScalar(key) && String(key.value) === segment) {
      return { node: value as Node | null, offset: key.range?.[0] ?? 0 };
    }
  }
  return mergedChild(document, map, segment);
}

/** A key that came through a merge key (`<<: *anchor`) stands where the anchor is. */
function mergedChild(document: Document.Parsed, map: YAMLMap, segment: string): Child | undefined {
  for (const { key, value } of map.items) {
    if (!isScalar(key) || key.source !== "<<") continue;
    const sources = isSeq(value) ? (value.items as Node[]) : [value as Node];
    for (const source of sources) {
      const child = childOf(document, source, segment);
      if (child !== undefined) return child;
    }
  }
  return undefined;
}
